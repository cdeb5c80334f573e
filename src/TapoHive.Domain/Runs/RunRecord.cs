using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Runs;

/// <summary>A run that was started: what it asked of which outlets.</summary>
/// <param name="Id">Which.</param>
/// <param name="Verb">What was asked: <c>on</c>, <c>off</c>, <c>toggle</c>, <c>scene</c>, <c>undo</c>.</param>
/// <param name="Origin">By whom.</param>
/// <param name="StartedAt">When it was durably accepted.</param>
/// <param name="Window">How long it waits for proof before it is settled with what it has.</param>
/// <param name="Outlets">What it wants of each outlet; in a run of several steps, of those of the step under way.</param>
/// <param name="Scene">The scene it is a run of.</param>
/// <param name="Layer">The layer it fills; absent for the manual one.</param>
/// <param name="Occurrence">The firing of a schedule it belongs to.</param>
/// <param name="Undoes">The run that it takes back.</param>
/// <param name="Beforehand">What was known of other outlets before it began.</param>
/// <param name="Plan">The steps, where there are several.</param>
/// <param name="UndoneBy">The last run that took it back.</param>
public sealed record RunRecord(
    RunId Id,
    string Verb,
    Origin Origin,
    Instant StartedAt,
    Duration Window,
    ImmutableSortedDictionary<OutletName, RunTarget> Outlets,
    SceneName? Scene = null,
    Layer? Layer = null,
    RunOccurrence? Occurrence = null,
    RunId? Undoes = null,
    ImmutableArray<OutletEvidence>? Beforehand = null,
    RunPlan? Plan = null,
    RunId? UndoneBy = null)
{
    /// <summary>The layer it fills.</summary>
    public Layer Fills => Layer ?? Intents.Layer.Manual;

    /// <summary>All that it has asked for so far, for whoever takes it back: of an outlet that it asked twice, what was wanted before
    /// the first time.</summary>
    [JsonIgnore]
    public IEnumerable<KeyValuePair<OutletName, RunTarget>> Asked => Plan is null
        ? Outlets
        : Plan.Done.Concat(Outlets.Where(target => !Plan.Done.ContainsKey(target.Key)));
}
