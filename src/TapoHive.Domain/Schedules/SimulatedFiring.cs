using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>One occurrence and what is decided about it.</summary>
/// <param name="Schedule">Of which schedule.</param>
/// <param name="Key">Which one.</param>
/// <param name="Due">When.</param>
/// <param name="Note">What is out of the ordinary about it; else empty.</param>
/// <param name="Skipped">Why it is skipped, if it is.</param>
public sealed record SimulatedFiring(ScheduleName Schedule, OccurrenceKey Key, Instant Due, string Note, SkipReason? Skipped);
