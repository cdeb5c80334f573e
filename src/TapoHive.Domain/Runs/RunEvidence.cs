using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Scenes;

namespace TapoHive.Domain.Runs;

/// <summary>What is known of a run: for each outlet what came of it, and the whole.</summary>
/// <param name="Id">Which run.</param>
/// <param name="Verb">What was asked.</param>
/// <param name="Outcome">The whole; <see cref="RunOutcome.Accepted"/> while it is open.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="FinishedAt">When it was settled.</param>
/// <param name="Outlets">The parts, by step and outlet name.</param>
/// <param name="Scene">The scene it is a run of.</param>
/// <param name="Undoes">The run that it takes back.</param>
/// <param name="CompletedAt">When all that it had given up was proven after all.</param>
public sealed record RunEvidence(
    RunId Id,
    string Verb,
    RunOutcome Outcome,
    Instant StartedAt,
    Instant? FinishedAt,
    ImmutableArray<OutletEvidence> Outlets,
    SceneName? Scene = null,
    RunId? Undoes = null,
    Instant? CompletedAt = null);
