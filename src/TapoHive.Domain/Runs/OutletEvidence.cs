using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Runs;

/// <summary>What came of a run at one outlet.</summary>
/// <param name="Name">Which outlet.</param>
/// <param name="Wanted">What the run wanted of it.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="At">When that was known; of a converged one, when it was read back.</param>
/// <param name="Attempts">Commands sent for it.</param>
/// <param name="Problem">Why not, where not.</param>
/// <param name="Step">In which step, from 0; absent in a run of one step.</param>
/// <param name="Since">When it was asked for, where that is not when the run began.</param>
/// <param name="Note">A sentence worth knowing that is no problem: why it was left alone or not begun, what failed at first.</param>
/// <param name="SentAt">When the last command for it was sent.</param>
/// <param name="Acknowledged">How many of the commands the plug said it had carried out; absent where none was sent.</param>
public sealed record OutletEvidence(
    OutletName Name,
    PowerState Wanted,
    OutletOutcome Outcome,
    Instant? At,
    int Attempts,
    PlugProblem? Problem,
    int? Step = null,
    Instant? Since = null,
    string? Note = null,
    Instant? SentAt = null,
    int? Acknowledged = null);
