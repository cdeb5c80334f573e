using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Contract;

/// <summary>What came of <c>on</c>, <c>off</c> or <c>toggle</c>, or what is known of it so far.</summary>
/// <param name="Run">Which run, such as <c>hillside/12</c>; several, with a comma between them, where several houses were meant.</param>
/// <param name="Outcome">The whole; <see cref="RunOutcome.Accepted"/> while it is open, or where nobody waited.</param>
/// <param name="StartedAt">When it was durably accepted.</param>
/// <param name="FinishedAt">When it was settled.</param>
/// <param name="Outlets">The parts.</param>
public sealed record RunReport(
    string Run,
    RunOutcome Outcome,
    Instant StartedAt,
    Instant? FinishedAt,
    ImmutableArray<RunOutletReport> Outlets)
{
    /// <summary>This with newer parts put in the place of older ones.</summary>
    public RunReport UpdatedBy(RunReport newer)
    {
        var parts = newer.Outlets.ToDictionary(static part => part.FullName, StringComparer.Ordinal);
        var known = Outlets.Select(part => parts.Remove(part.FullName, out var update) ? update : part).ToImmutableArray();
        return newer with { Outlets = known.AddRange(newer.Outlets.Where(part => parts.ContainsKey(part.FullName))) };
    }
}
