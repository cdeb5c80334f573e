using System.Globalization;

namespace TapoHive.Domain.Energy;

/// <summary>Electric energy, in whole watt-hours (PROTOCOL 5.6).</summary>
public readonly record struct ElectricEnergy(long WattHours) : IComparable<ElectricEnergy>
{
    /// <inheritdoc/>
    public int CompareTo(ElectricEnergy other) => WattHours.CompareTo(other.WattHours);

    /// <summary>Such as <c>249 Wh</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{WattHours} Wh");
}
