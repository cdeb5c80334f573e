using System.Globalization;

namespace TapoHive.Domain.Energy;

/// <summary>
/// Energy in whole millijoules, which is milliwatts times seconds: fine enough that sums of years of samples lose nothing by rounding. Plugs
/// themselves count in watt-hours, <see cref="ElectricEnergy"/>.
/// </summary>
public readonly record struct EnergyAmount(long Millijoules) : IComparable<EnergyAmount>
{
    /// <summary>One watt-hour.</summary>
    public const long MillijoulesPerWattHour = 3_600_000;

    /// <summary>None.</summary>
    public static EnergyAmount Zero => new(0);

    /// <summary>In watt-hours.</summary>
    public double WattHours => (double)Millijoules / MillijoulesPerWattHour;

    /// <summary>Of whole watt-hours, as a plug tells them.</summary>
    public static EnergyAmount FromWattHours(long wattHours) => new(wattHours * MillijoulesPerWattHour);

    /// <summary>The sum.</summary>
    public static EnergyAmount operator +(EnergyAmount a, EnergyAmount b) => new(a.Millijoules + b.Millijoules);

    /// <summary>The difference.</summary>
    public static EnergyAmount operator -(EnergyAmount a, EnergyAmount b) => new(a.Millijoules - b.Millijoules);

    /// <inheritdoc/>
    public int CompareTo(EnergyAmount other) => Millijoules.CompareTo(other.Millijoules);

    /// <summary>Such as <c>249.5 Wh</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{WattHours:0.0} Wh");
}
