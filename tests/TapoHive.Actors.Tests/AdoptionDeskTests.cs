using System.Net;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Tests;

/// <summary>The list of found plugs that wait is as true as the last sightings.</summary>
public sealed class AdoptionDeskTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 8, 0);
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly HouseState House = HouseState.Empty with
    {
        Definition = new HouseDefinition(
            new HouseName("home"),
            "Europe/London",
            [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
            DiscoveryDefinition.Usual with { Adopt = Adoption.Ask },
            PressPolicy.Follow,
            []),
    };

    [Fact]
    public void A_plug_that_is_seen_again_is_shown_as_of_then_and_where_it_is_now()
    {
        var desk = new AdoptionDesk();
        desk.See(Seen("192.0.2.7", Now));
        Assert.Equal(Now, Assert.Single(desk.Waiting(House, Minute, Now)).Sighting.SeenAt);

        desk.See(Seen("192.0.2.7", Now + Minute));
        Assert.Equal(Now + Minute, Assert.Single(desk.Waiting(House, Minute, Now + Minute)).Sighting.SeenAt);

        desk.See(Seen("192.0.2.8", Now + Minute));
        Assert.Equal(IPAddress.Parse("192.0.2.8"), Assert.Single(desk.Waiting(House, Minute, Now + Minute)).Sighting.Host);
    }

    [Fact]
    public void A_plug_that_is_seen_no_more_waits_no_more()
    {
        var desk = new AdoptionDesk();
        desk.See(Seen("192.0.2.7", Now));

        Assert.Single(desk.Waiting(House, Minute, Now + Duration.FromMinutes(9)));
        Assert.Empty(desk.Waiting(House, Minute, Now + Duration.FromMinutes(11)));
        desk.See(Seen("192.0.2.7", Now + Duration.FromMinutes(12)));
        Assert.Single(desk.Waiting(House, Minute, Now + Duration.FromMinutes(12)));
    }

    [Fact]
    public void A_plug_that_joins_is_claimed_once()
    {
        var desk = new AdoptionDesk();
        var sighting = Seen("192.0.2.7", Now);

        Assert.True(desk.Claims(sighting));
        Assert.False(desk.Claims(sighting));
        Assert.Equal(sighting, desk.Claimed(sighting.Mac));
        Assert.Null(desk.Claimed(sighting.Mac));
    }

    private static Sighting Seen(string host, Instant at) => new(
        Mac.FromBits(7),
        null,
        IPAddress.Parse(host),
        "P110",
        OwnerHash.OfUser("me@example.com"),
        new SightedTransport.Offered(new TransportOffer(Transport.Klap, 80)),
        Binding.Bound,
        at);
}
