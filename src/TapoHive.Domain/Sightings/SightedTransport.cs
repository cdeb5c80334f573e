using System.Net;
using System.Text.Json.Serialization;
using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Sightings;

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
