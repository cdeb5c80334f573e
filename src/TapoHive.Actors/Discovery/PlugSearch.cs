using Akka.Actor;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Discovery;

/// <summary>A plug that asks where it is.</summary>
internal sealed record PlugSearch(IActorRef Asker, PlugIdentity Identity, PlugAddress? LastSeen, Instant Until)
{
    /// <summary>Another device, which answered where this plug was last seen.</summary>
    public Sighting? Stranger { get; init; }

    /// <summary>Whether this is the answer.</summary>
    public bool IsFor(Sighting sighting) => Identity.Matches(sighting) || SightingDecision.Fits(Identity, LastSeen, sighting);

    /// <summary>Whether it comes from where the plug was last seen.</summary>
    public bool IsFromThere(Sighting sighting) => sighting.Address is { } address && address == LastSeen;

    /// <summary>Whether its time is over. An end that lies further ahead than any we plan means that the clock was set back: it is over.</summary>
    public bool HasEnded(Instant now, Duration patience) => Until <= now || Until - now > patience;
}
