using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>A firing that a changed house file adds, moves or removes.</summary>
/// <param name="Schedule">Of which schedule.</param>
/// <param name="At">When it is due then; of one that is removed, when it would have been.</param>
/// <param name="Kind">Which of the three.</param>
public sealed record FiringChange(ScheduleName Schedule, Instant At, FiringChangeKind Kind);
