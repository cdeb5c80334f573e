using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Contract;

/// <summary>How one outlet stands: the object of <c>status</c> and <c>watch</c>.</summary>
/// <param name="Name">Its name in its house.</param>
/// <param name="House">Its house.</param>
/// <param name="Plug">The plug it is part of.</param>
/// <param name="Room">Its room, where known.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Desired">What is asked of it; null where nobody asks.</param>
/// <param name="Layer">Whose asking decides.</param>
/// <param name="Reported">What the plug itself last said; null before it said anything.</param>
/// <param name="Converged">Reported is known, and desired is null or the same, read back after the last change.</param>
/// <param name="Phase">Where the plug's session stands: <c>Unpaired</c>, <c>Handshaken</c>, <c>LoggedIn</c>, <c>Expired</c>.</param>
/// <param name="Quarantined">Whether logins are held back because the plug refused the account.</param>
/// <param name="Transport">The protocol it speaks, where known.</param>
/// <param name="Address">Where it was last reached.</param>
/// <param name="Model">Its model, where known.</param>
/// <param name="Id">Its device id, where known.</param>
/// <param name="Mac">Its hardware address, where known.</param>
/// <param name="ReadAgeSeconds">How old the reading is; null before the first.</param>
/// <param name="Problem">What is wrong, if anything.</param>
/// <param name="Gone">In <c>watch</c> only: the outlet is no longer part of what is watched.</param>
public sealed record OutletStatus(
    string Name,
    string House,
    string Plug,
    string? Room,
    ImmutableArray<string> Tags,
    PowerState? Desired,
    Layer? Layer,
    PowerState? Reported,
    bool Converged,
    [property: JsonConverter(typeof(NameConverter<SessionPhase>))] SessionPhase Phase,
    bool Quarantined,
    Transport? Transport,
    string? Address,
    string? Model,
    string? Id,
    string? Mac,
    double? ReadAgeSeconds,
    ProblemReport? Problem,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Gone = false)
{
    /// <summary>Its name in the vendor's app, where known: a label. The name here was made of it once, or is the house file's, and stays.</summary>
    public string? Alias { get; init; }

    /// <summary>The name that is unique in the whole hive.</summary>
    [JsonIgnore]
    public string FullName => $"{House}/{Name}";

    /// <summary>Whether a person should look at it: it has a problem, or is not what it is wanted to be.</summary>
    [JsonIgnore]
    public bool NeedsAttention => Problem is not null || Quarantined || !Converged;

    /// <summary>Whether both say the same; a reading that only grew older says the same.</summary>
    public bool SaysTheSameAs(OutletStatus other) =>
        Tags.AsSpan().SequenceEqual(other.Tags.AsSpan())
        && this with { Tags = default, ReadAgeSeconds = null } == other with { Tags = default, ReadAgeSeconds = null };
}
