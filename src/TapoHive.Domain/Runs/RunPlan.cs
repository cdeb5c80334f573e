using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Scenes;

namespace TapoHive.Domain.Runs;

/// <summary>How far a run of several steps has come.</summary>
/// <param name="Steps">All of them.</param>
/// <param name="OnFailure">What a failed step leads to.</param>
/// <param name="Next">The step that is under way, or the next one.</param>
/// <param name="Since">Since when it is under way; absent where it has not begun.</param>
/// <param name="Ended">What came of the steps before it.</param>
/// <param name="Done">What they asked for, and what was wanted before.</param>
/// <param name="Overtaken">Outlets that somebody asked for something since the run was accepted: whoever is accepted later wins.</param>
public sealed record RunPlan(
    ImmutableArray<PlannedStep> Steps,
    FailurePolicy OnFailure,
    int Next,
    Instant? Since,
    ImmutableArray<OutletEvidence> Ended,
    ImmutableSortedDictionary<OutletName, RunTarget> Done,
    ImmutableSortedSet<OutletName> Overtaken)
{
    /// <summary>How much later than it could have begun at the latest a step is still worth beginning, after the hive was down.</summary>
    public static Duration Grace { get; } = Duration.FromMinutes(15);

    /// <summary>A plan of which nothing was done.</summary>
    public static RunPlan Of(ImmutableArray<PlannedStep> steps, FailurePolicy onFailure) => new(
        steps,
        onFailure,
        0,
        null,
        [],
        ImmutableSortedDictionary<OutletName, RunTarget>.Empty,
        []);

    /// <summary>The step that is under way or next; absent behind the last.</summary>
    public PlannedStep? Step => Next < Steps.Length ? Steps[Next] : null;

    /// <summary>How long the first steps may take together.</summary>
    public Duration Longest(int steps, Duration window) =>
        Steps.Take(steps).Aggregate(Duration.Zero, (sum, step) => sum + step.Longest(window));
}
