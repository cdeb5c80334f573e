using System.Net;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Protocol.Discovery;

namespace TapoHive.Actors.Discovery;

/// <summary>Where one house looks for plugs.</summary>
internal sealed class HouseInterest(IActorRef house, DiscoveryDefinition discovery)
{
    /// <summary>The house.</summary>
    public IActorRef House { get; } = house;

    /// <summary>What its file says.</summary>
    public DiscoveryDefinition Discovery { get; } = discovery;

    /// <summary>When it last looked.</summary>
    public Instant LastRound { get; set; } = Instant.MinValue;

    /// <summary>When it last asked without going through ranges, or looked.</summary>
    public Instant LastCall { get; set; } = Instant.MinValue;

    /// <summary>Whether this is nothing new of it.</summary>
    public bool Is(IActorRef other, DiscoveryDefinition definition) =>
        House.Equals(other) && Discovery.Every == definition.Every && Discovery.Port == definition.Port && Discovery.Targets.SequenceEqual(definition.Targets);

    /// <summary>Whether it asks whoever is on this machine's own networks.</summary>
    public bool AsksAround => Discovery.Targets.Any(target => target == DiscoveryTarget.Broadcast || target == DiscoveryTarget.OwnSubnets);

    /// <summary>Whether this house's targets are where a device answered from.</summary>
    public Reach ReachOf(IPAddress host, IReadOnlyList<LocalNetwork> networks) =>
        Discovery.Targets.Any(target => target.Covers(host)) || (AsksAround && networks.Any(network => network.Contains(host)))
            ? Reach.Within
            : Reach.Beyond;
}
