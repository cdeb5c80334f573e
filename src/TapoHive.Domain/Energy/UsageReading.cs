using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Energy;

/// <summary>How much an outlet was used over some spans (<c>get_device_usage</c>, PROTOCOL 5.6).</summary>
/// <param name="Slot">Which outlet.</param>
/// <param name="Running">How long it was on, to the minute.</param>
/// <param name="Energy">What it used; nothing at all on plugs that do not measure.</param>
public sealed record UsageReading(OutletSlot Slot, UsageSpans<Duration> Running, UsageSpans<ElectricEnergy> Energy);

/// <summary>One quantity over the three spans that plugs sum up; absent where not told.</summary>
/// <param name="Today">Since midnight.</param>
/// <param name="Week">The past 7 days.</param>
/// <param name="Month">The past 30 days.</param>
public sealed record UsageSpans<T>(T? Today, T? Week, T? Month)
    where T : struct;
