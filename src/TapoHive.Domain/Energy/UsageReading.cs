using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Energy;

/// <summary>How much an outlet was used over some spans (<c>get_device_usage</c>, PROTOCOL 5.6).</summary>
/// <param name="Slot">Which outlet.</param>
/// <param name="Running">How long it was on, to the minute.</param>
/// <param name="Energy">What it used; nothing at all on plugs that do not measure.</param>
public sealed record UsageReading(OutletSlot Slot, UsageSpans<Duration> Running, UsageSpans<ElectricEnergy> Energy);
