using System.Net;
using System.Text.Json.Serialization;
using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Sightings;

/// <summary>One discovery answer (PROTOCOL 1.2): who answered, from where, and how it wants to be spoken to.</summary>
/// <param name="Mac">The plug's identity.</param>
/// <param name="DiscoveryId">Its identifier on the discovery port.</param>
/// <param name="Host">Source address of the datagram, preferred over the address inside it.</param>
/// <param name="Model">Model without its region: <c>P110</c>.</param>
/// <param name="Owner">The account it is bound to, where it says so.</param>
/// <param name="Offer">The transport it offers, or why it cannot be spoken to.</param>
/// <param name="Binding">Bound to an account, or fresh from the factory.</param>
/// <param name="SeenAt">When the answer arrived.</param>
public sealed record Sighting(
    Mac Mac,
    DiscoveryId? DiscoveryId,
    IPAddress Host,
    string Model,
    OwnerHash? Owner,
    SightedTransport Offer,
    Binding Binding,
    Instant SeenAt)
{
    /// <summary>Where to connect, if the transport is one that is spoken here.</summary>
    public PlugAddress? Address => Offer is SightedTransport.Offered { Offer.Port: var port } ? new PlugAddress(Host, port) : null;
}
