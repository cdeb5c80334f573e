using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Contract;

/// <summary>What came of <c>on</c>, <c>off</c>, <c>toggle</c>, <c>scene run</c> or <c>undo</c>, or what is known of it so far.</summary>
/// <param name="Run">Which run, such as <c>hillside/12</c>; several, with a comma between them, where several houses were meant.</param>
/// <param name="Outcome">The whole; <see cref="RunOutcome.Accepted"/> while it is open, or where nobody waited.</param>
/// <param name="StartedAt">When it was durably accepted.</param>
/// <param name="FinishedAt">When it was settled.</param>
/// <param name="Outlets">The parts.</param>
/// <param name="Scene">The scene it is a run of.</param>
/// <param name="Undoes">The run that it takes back.</param>
/// <param name="CompletedAt">When all that it had given up was proven after all.</param>
public sealed record RunReport(
    string Run,
    RunOutcome Outcome,
    Instant StartedAt,
    Instant? FinishedAt,
    ImmutableArray<RunOutletReport> Outlets,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Scene = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Undoes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Instant? CompletedAt = null)
{
    /// <summary>This with newer parts put in the place of older ones.</summary>
    public RunReport UpdatedBy(RunReport newer)
    {
        var parts = newer.Outlets.ToDictionary(static part => part.Part, StringComparer.Ordinal);
        var known = Outlets.Select(part => parts.Remove(part.Part, out var update) ? update : part).ToImmutableArray();
        return newer with { Outlets = known.AddRange(newer.Outlets.Where(part => parts.ContainsKey(part.Part))) };
    }
}
