using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Runs;

/// <summary>What came of a run at one outlet.</summary>
/// <param name="Name">Which outlet.</param>
/// <param name="Wanted">What the run wanted of it.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="At">When that was known.</param>
/// <param name="Attempts">Commands sent for it.</param>
/// <param name="Problem">Why not, where not.</param>
public sealed record OutletEvidence(OutletName Name, PowerState Wanted, OutletOutcome Outcome, Instant? At, int Attempts, PlugProblem? Problem);
