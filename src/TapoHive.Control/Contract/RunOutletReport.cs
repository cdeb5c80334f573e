using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;
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
/// <param name="Step">In which step of a scene, from 1; absent where there is one only.</param>
/// <param name="Note">A sentence worth knowing that is no problem: why it was left alone or not begun, what failed at first.</param>
/// <param name="SentAt">When the last command for it was sent.</param>
/// <param name="Acknowledged">How many commands the plug said it had carried out.</param>
/// <param name="ReadBackAt">When it was read back in the wanted state.</param>
public sealed record RunOutletReport(
    string Name,
    string House,
    PowerState? Wanted,
    OutletOutcome Outcome,
    long? Milliseconds,
    int Attempts,
    ProblemReport? Problem,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Step = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Instant? SentAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Acknowledged = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Instant? ReadBackAt = null)
{
    /// <summary>The name that is unique in the whole hive.</summary>
    [JsonIgnore]
    public string FullName => $"{House}/{Name}";

    /// <summary>What tells it from all other parts of its run: a scene may mean an outlet in several steps.</summary>
    [JsonIgnore]
    public string Part => Step is { } step ? string.Create(CultureInfo.InvariantCulture, $"{FullName} {step}") : FullName;
}
