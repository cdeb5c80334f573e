namespace TapoHive.Emulator.Devices;

/// <summary>What was drawn over some stretch of time.</summary>
/// <param name="WattSeconds">Energy in watt-seconds.</param>
/// <param name="OnSeconds">How long the relay was closed.</param>
internal readonly record struct Consumption(double WattSeconds, double OnSeconds)
{
    /// <summary>Energy in whole watt-hours, as the plugs count.</summary>
    public long WattHours => (long)(WattSeconds / 3600);

    /// <summary>Whole minutes with the relay closed.</summary>
    public long Minutes => (long)(OnSeconds / 60);

    public static Consumption operator +(Consumption a, Consumption b) => new(a.WattSeconds + b.WattSeconds, a.OnSeconds + b.OnSeconds);
}
