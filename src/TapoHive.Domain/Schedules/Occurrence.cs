using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>One firing of a schedule as it will be.</summary>
/// <param name="Schedule">Of which schedule.</param>
/// <param name="Key">Which one.</param>
/// <param name="Due">When.</param>
/// <param name="Note">What is out of the ordinary about it, in words: clocks that are changed, the spread; else empty.</param>
/// <param name="LeftOut">Why its calendars leave it out, in words; absent where they do not.</param>
public sealed record Occurrence(ScheduleName Schedule, OccurrenceKey Key, Instant Due, string Note = "", string? LeftOut = null);
