using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Readings;

/// <summary>Everything on one outlet that switches it without anybody asking: what people set in the vendor's app (PROTOCOL 5.7 to 5.9).</summary>
/// <param name="Schedules">Its schedules, as far as they are on.</param>
/// <param name="AutoOff">After how long it goes off by itself, where that is on.</param>
/// <param name="AwayMode">Whether rules that pretend that somebody is at home are on.</param>
/// <param name="Countdown">Its countdown; absent where it has none.</param>
public sealed record StoredRules(ImmutableArray<StoredSchedule> Schedules, Duration? AutoOff, bool AwayMode, Countdown? Countdown);
