using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Plugs;

/// <summary>What is known of who a plug is. Grows as it is learnt; once the hardware address is known it never changes.</summary>
/// <param name="Mac">The hardware address: the identity proper.</param>
/// <param name="DeviceId">Its identifier inside sessions.</param>
/// <param name="DiscoveryId">Its identifier in discovery answers.</param>
public sealed record PlugIdentity(Mac? Mac = null, DeviceId? DeviceId = null, DiscoveryId? DiscoveryId = null)
{
    /// <summary>Whether a device that gave these answers inside a session is the one that is meant.</summary>
    public bool Allows(Mac mac, DeviceId deviceId) => Mac is { } mine ? mine == mac : DeviceId is not { } id || id == deviceId;

    /// <summary>Whether a discovery answer is of this plug.</summary>
    public bool Matches(Sighting sighting) => Mac is { } mine
        ? mine == sighting.Mac
        : DiscoveryId is not null && DiscoveryId == sighting.DiscoveryId;
}
