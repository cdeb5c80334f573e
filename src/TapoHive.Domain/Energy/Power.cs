using System.Globalization;

namespace TapoHive.Domain.Energy;

/// <summary>Electric power, in whole milliwatts: the finest unit that any plug tells (PROTOCOL 5.6).</summary>
public readonly record struct Power(long Milliwatts) : IComparable<Power>
{
    /// <summary>Whole watts.</summary>
    public static Power FromWatts(long watts) => new(watts * 1000);

    /// <summary>In watts.</summary>
    public double Watts => Milliwatts / 1000.0;

    /// <inheritdoc/>
    public int CompareTo(Power other) => Milliwatts.CompareTo(other.Milliwatts);

    /// <summary>Watts with one decimal, such as <c>68.3 W</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Watts:0.0} W");
}
