using System.Text.Json.Serialization;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Contract;

/// <summary>What came of a run at one outlet.</summary>
/// <param name="Name">The outlet.</param>
/// <param name="House">Its house.</param>
/// <param name="Wanted">What the run wants of it; null where no run came about in its house.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Milliseconds">From the run's acceptance to the proof, or to giving up.</param>
/// <param name="Attempts">Commands sent for it.</param>
/// <param name="Problem">Why not, where not.</param>
public sealed record RunOutletReport(
    string Name,
    string House,
    PowerState? Wanted,
    OutletOutcome Outcome,
    long? Milliseconds,
    int Attempts,
    ProblemReport? Problem)
{
    /// <summary>The name that is unique in the whole hive.</summary>
    [JsonIgnore]
    public string FullName => $"{House}/{Name}";
}
