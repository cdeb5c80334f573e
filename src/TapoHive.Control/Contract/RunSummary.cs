using NodaTime;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Contract;

/// <summary>One run of <c>runs</c>.</summary>
/// <param name="Run">Which, such as <c>hillside/12</c>.</param>
/// <param name="Verb">What was asked: <c>on</c>, <c>off</c>, <c>toggle</c>, <c>scene</c>, <c>undo</c>.</param>
/// <param name="Scene">The scene it is a run of.</param>
/// <param name="Origin">By whom.</param>
/// <param name="Outcome">How it ended; <see cref="RunOutcome.Accepted"/> while it is under way.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it was settled.</param>
/// <param name="CompletedAt">When all that it had given up was proven after all.</param>
/// <param name="Outlets">How many outlets it meant, each counted in each step.</param>
/// <param name="Converged">How many are proven.</param>
/// <param name="Failed">How many failed and are not proven since.</param>
/// <param name="Undoes">The run that it takes back.</param>
/// <param name="UndoneBy">The run that took it back.</param>
public sealed record RunSummary(
    string Run,
    string Verb,
    string? Scene,
    string Origin,
    RunOutcome Outcome,
    Instant StartedAt,
    Instant? FinishedAt,
    Instant? CompletedAt,
    int Outlets,
    int Converged,
    int Failed,
    string? Undoes,
    string? UndoneBy);
