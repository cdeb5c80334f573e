using TapoHive.Domain.Schedules;

namespace TapoHive.Control.Contract;

/// <summary>A firing of the next seven days that appears, moves or vanishes with a plan.</summary>
/// <param name="Schedule">Which schedule.</param>
/// <param name="At">When: RFC 3339 with the house's offset; of a window that runs as soon as the file is applied, the moment of the plan.</param>
/// <param name="Change">What becomes of it.</param>
public sealed record PlannedFiring(string Schedule, string At, FiringChangeKind Change);
