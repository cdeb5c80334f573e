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

/// <summary>Whether a plug belongs to an account (<c>factory_default</c>).</summary>
public enum Binding
{
    /// <summary>Set up with an account.</summary>
    Bound,

    /// <summary>Never set up, or reset.</summary>
    FactoryDefault,
}

/// <summary>The transport part of a sighting: an offer, or a device that is none of ours.</summary>
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(NotSpoken), "not-spoken")]
public abstract record SightedTransport
{
    private SightedTransport()
    {
    }

    /// <summary>A transport that this project knows by name.</summary>
    public sealed record Offered(TransportOffer Offer) : SightedTransport;

    /// <summary>A device that is no plug, or speaks what no plug speaks; <paramref name="Reason"/> is a sentence for people.</summary>
    public sealed record NotSpoken(string Reason) : SightedTransport;
}
