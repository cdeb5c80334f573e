using NodaTime;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Messages;

/// <summary>A message for one plug; `/user/plugs` passes it on.</summary>
public interface IForPlug
{
    /// <summary>Which.</summary>
    PlugId Plug { get; }

    /// <summary>Whose: two houses may have plugs of one identifier. Whoever goes through `/user/plugs` says so.</summary>
    HouseName? House => null;
}

/// <summary>House to plug: this is all there is to know. Repeated now and then, so that a plug actor that vanished is back with the next one.</summary>
/// <param name="Assignment">What there is to know.</param>
/// <param name="Trace">What made it so, where somebody follows that.</param>
public sealed record Own(PlugAssignment Assignment, TraceContext? Trace = null) : IForPlug
{
    /// <inheritdoc/>
    public PlugId Plug => Assignment.Id;

    /// <inheritdoc/>
    public HouseName? House => Assignment.House;
}

/// <summary>House to plug: the report with this number was taken in, and that many presses with it.</summary>
public sealed record ReportTaken(PlugId Plug, long Number, int Presses) : IForPlug;

/// <summary>House to plug: make a reading from now on, for whoever needs a fresh one.</summary>
public sealed record ReadNow(PlugId Plug, HouseName? House = null) : IForPlug;

/// <summary>House to plug: discovery saw you.</summary>
public sealed record PlugSighted(PlugId Plug, Sighting Sighting, HouseName? House = null) : IForPlug;

/// <summary>House to plug: you are nobody's any more.</summary>
public sealed record Forget(PlugId Plug, HouseName? House = null) : IForPlug;

/// <summary>House to plug: whether the credential may be sent that the plug asked for.</summary>
public sealed record CredentialAnswered(PlugId Plug, CredentialFingerprint Fingerprint, CredentialPermission Permission, string Because, HouseName? House = null) : IForPlug;

/// <summary>House to plug: the credential that was held back was accepted by another plug; ask for it again.</summary>
public sealed record CredentialProven(PlugId Plug, HouseName? House = null) : IForPlug;

/// <summary>Plug to house: all I know.</summary>
public sealed record PlugReported(HouseName House, PlugReport Report) : IForHouse;

/// <summary>Plug to house: may this credential be sent to me? Answered by <see cref="CredentialAnswered"/>, once it is recorded.</summary>
public sealed record CredentialAsked(HouseName House, PlugId Plug, CredentialFingerprint Fingerprint, LockOut Locks) : IForHouse;

/// <summary>Plug to house: what came of the credential. Absent where the plug did not answer.</summary>
public sealed record CredentialTested(HouseName House, PlugId Plug, CredentialFingerprint Fingerprint, CredentialStanding? Standing) : IForHouse;

/// <summary>Discovery to house: somebody answered.</summary>
public sealed record Sighted(HouseName House, Sighting Sighting, Reach Reach = Reach.Within) : IForHouse;

/// <summary>Whether a sighting comes from where a house looks for plugs.</summary>
public enum Reach
{
    /// <summary>It does.</summary>
    Within,

    /// <summary>It does not: only a plug that the house has already concerns it.</summary>
    Beyond,
}

/// <summary>House to discovery: where I look for plugs. Repeated with each applied file, and now and then, so that a discovery that began anew
/// knows of its houses.</summary>
public sealed record LookFor(HouseName House, DiscoveryDefinition Discovery, Occasion Occasion = Occasion.News);

/// <summary>Why a house says where it looks for plugs.</summary>
public enum Occasion
{
    /// <summary>Something has changed: everybody is looked for at once.</summary>
    News,

    /// <summary>Nothing has: who knows it already does nothing.</summary>
    Reminder,
}

/// <summary>Plug to discovery: where am I? Answered by <see cref="ProbeFinished"/>.</summary>
/// <param name="Identity">Who is looked for.</param>
/// <param name="LastSeen">Where it was, to be probed directly: that wakes some firmware.</param>
/// <param name="Port">UDP port of its house's discovery.</param>
public sealed record ProbeFor(PlugIdentity Identity, PlugAddress? LastSeen, int Port);

/// <summary>Discovery to plug: the plug was seen, or was not within the time of a probe.</summary>
/// <param name="Sighting">The plug's own answer; where none came, that of another device where the plug was last seen; absent where nobody answered.</param>
public sealed record ProbeFinished(Sighting? Sighting);
