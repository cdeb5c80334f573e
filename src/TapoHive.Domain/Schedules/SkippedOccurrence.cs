using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>An occurrence that was decided not to be carried out.</summary>
/// <param name="Schedule">Of which schedule.</param>
/// <param name="Key">Which one.</param>
/// <param name="Due">When it was due.</param>
/// <param name="Reason">Why.</param>
/// <param name="Because">The same in words where there is more to say.</param>
public sealed record SkippedOccurrence(ScheduleName Schedule, OccurrenceKey Key, Instant Due, SkipReason Reason, string? Because = null);
