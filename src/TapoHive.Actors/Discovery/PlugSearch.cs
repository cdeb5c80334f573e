using Akka.Actor;
using NodaTime;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Discovery;

/// <summary>A plug that asks where it is.</summary>
internal sealed record PlugSearch(IActorRef Asker, PlugIdentity Identity, PlugAddress? LastSeen, Instant Until)
{
    /// <summary>Whether this is the answer.</summary>
    public bool IsFor(Sighting sighting) => Identity.Matches(sighting)
        || (Identity is { Mac: null, DiscoveryId: null } && LastSeen?.Host.Equals(sighting.Host) == true);
}
