using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Energy;

/// <summary>What a plug that measures said of one outlet (PROTOCOL 5.6). What it did not tell is absent, never zero.</summary>
/// <param name="Slot">Which outlet.</param>
/// <param name="Power">What flows now: the finest figure the plug has, to the milliwatt or to the watt.</param>
/// <param name="Voltage">Mains voltage; newer firmware only.</param>
/// <param name="Current">Current; newer firmware only.</param>
/// <param name="Today">Energy since the plug's midnight.</param>
/// <param name="Month">Energy since the first of the plug's month.</param>
/// <param name="RunningToday">How long the outlet was on today, to the minute.</param>
/// <param name="RunningThisMonth">How long it was on this month, to the minute.</param>
/// <param name="PlugTime">The plug's own clock when it answered; "today" and "month" are by this clock.</param>
public sealed record EnergyReading(
    OutletSlot Slot,
    Power? Power,
    Voltage? Voltage,
    Current? Current,
    ElectricEnergy? Today,
    ElectricEnergy? Month,
    Duration? RunningToday,
    Duration? RunningThisMonth,
    LocalDateTime? PlugTime);
