using System.Globalization;

namespace TapoHive.Domain.Energy;

/// <summary>Electric current, in milliamperes.</summary>
public readonly record struct Current(long Milliamperes)
{
    /// <summary>Amperes with three decimals.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliamperes / 1000.0:0.000} A");
}
