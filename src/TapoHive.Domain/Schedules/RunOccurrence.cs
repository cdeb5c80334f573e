using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>The occurrence that a run carries out.</summary>
/// <param name="Schedule">Of which schedule.</param>
/// <param name="Key">Which one.</param>
/// <param name="Due">When it was due.</param>
public sealed record RunOccurrence(ScheduleName Schedule, OccurrenceKey Key, Instant Due);
