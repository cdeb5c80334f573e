using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Energy;

/// <summary>One look at the meter of an outlet. What the plug did not tell is absent, never zero.</summary>
/// <param name="Device">The device that measured: its successor counts from elsewhere.</param>
/// <param name="At">When, by the hive's clock.</param>
/// <param name="Within">When the next look was due: three times as much later, something was missed.</param>
/// <param name="Power">What flowed.</param>
/// <param name="Voltage">Mains voltage.</param>
/// <param name="Current">Current.</param>
/// <param name="Today">The plug's own count since its midnight.</param>
/// <param name="Month">The plug's own count since the first of its month.</param>
/// <param name="PlugTime">The plug's clock: its days and months are by this one.</param>
/// <param name="OnSince">Since when the relay has been closed, by its own count; absent while it is open.</param>
public sealed record EnergySample(
    Mac Device,
    Instant At,
    Duration Within,
    Power? Power,
    Voltage? Voltage = null,
    Current? Current = null,
    ElectricEnergy? Today = null,
    ElectricEnergy? Month = null,
    LocalDateTime? PlugTime = null,
    Instant? OnSince = null)
{
    /// <summary>Whether it still says what flows: where the looks after it were missed, it does not.</summary>
    public bool IsFreshAt(Instant now) => now - At <= Metering.Reach(Within);

    /// <summary>Whether only the relay was looked at: it is open, so nothing flows.</summary>
    public bool IsInferred => Power is { Milliwatts: 0 } && Voltage is null && Today is null && Month is null && PlugTime is null;
}
