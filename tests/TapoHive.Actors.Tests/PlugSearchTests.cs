using System.Net;
using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Discovery;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Tests;

/// <summary>Whose answer a plug that is looked for takes for its own.</summary>
public sealed class PlugSearchTests
{
    private const string Host = "192.0.2.7";
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 8, 0);
    private static readonly DeviceId Device = new("8022000000000000000000000000000000000007");

    [Theory]
    [InlineData("192.0.2.7", true)]
    [InlineData("192.0.2.7:18001", true)]
    [InlineData("192.0.2.7:18002", false)]
    [InlineData("192.0.2.8", false)]
    public void A_plug_of_which_only_the_address_is_known_is_who_answers_there(string lastSeen, bool isIt) =>
        Assert.Equal(isIt, Search(new PlugIdentity(), lastSeen).IsFor(Seen("0123456789abcdef0123456789abcdef")));

    [Fact]
    public void A_plug_whose_identifier_is_known_is_not_another_device_at_its_address()
    {
        var search = Search(new PlugIdentity(null, Device), Host);
        Assert.False(search.IsFor(Seen("0123456789abcdef0123456789abcdef")));
        Assert.True(search.IsFor(Seen(Convert.ToHexString(Digest(Device)))));
    }

    [Fact]
    public void A_search_ends_in_its_time_though_the_clock_was_set_back()
    {
        var (search, patience) = (Search(new PlugIdentity(), Host), Duration.FromSeconds(1));
        Assert.False(search.HasEnded(Now, patience));
        Assert.True(search.HasEnded(Now + patience, patience));
        Assert.True(search.HasEnded(Now - Duration.FromHours(1), patience));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The plugs' own choice; nothing is protected by it.")]
    private static byte[] Digest(DeviceId device) => MD5.HashData(Encoding.ASCII.GetBytes(device.Value));

    private static PlugSearch Search(PlugIdentity identity, string lastSeen) =>
        new(ActorRefs.Nobody, identity, PlugAddress.FromText(lastSeen), Now + Duration.FromSeconds(1));

    private static Sighting Seen(string id) => new(
        Mac.FromBits(7),
        DiscoveryId.FromText(id),
        IPAddress.Parse(Host),
        "P110",
        null,
        new SightedTransport.Offered(new TransportOffer(Transport.Klap, 18001)),
        Binding.Bound,
        Now);
}
