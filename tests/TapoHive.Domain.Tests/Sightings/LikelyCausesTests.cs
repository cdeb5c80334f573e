using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Sightings;

public sealed class LikelyCausesTests
{
    private static readonly HashSet<OwnerHash> Ours = [OwnerHash.OfUser("me@example.com")];
    private static readonly DiscoverySurvey OnNetwork = new([new SurveyedNetwork("eth0", "192.0.2.0/24")], [], [], []);

    [Fact]
    public void Where_a_plug_of_ours_answers_nothing_is_to_be_explained()
    {
        Assert.Empty(LikelyCauses.Of(OnNetwork, [Sighting(1), Sighting(2, user: "them@example.com")], Ours));
        Assert.Empty(LikelyCauses.Of(OnNetwork, [Sighting(2, user: "them@example.com")], null));
    }

    [Fact]
    public void Strangers_plugs_are_told_from_ones_that_belong_to_nobody()
    {
        var causes = LikelyCauses.Of(
            OnNetwork,
            [
                Sighting(1, user: "them@example.com"),
                Sighting(2, user: "them@example.com"),
                Sighting(3) with { Owner = null, Binding = Binding.FactoryDefault },
                Sighting(4) with { Offer = new SightedTransport.NotSpoken("It is a camera.") },
            ],
            Ours);
        Assert.Collection(
            causes,
            cause => Assert.StartsWith("2 plugs answer but are bound to another TP-Link account.", cause, StringComparison.Ordinal),
            cause => Assert.StartsWith("1 plug answers but belongs to no account yet.", cause, StringComparison.Ordinal),
            cause => Assert.StartsWith("1 device answers that is no plug", cause, StringComparison.Ordinal));
    }

    [Fact]
    public void Silence_is_explained_by_what_was_seen_on_this_machine()
    {
        var survey = OnNetwork with
        {
            Asked = ["203.0.113.0/24"],
            Unsent = [new UnsentProbe("203.0.113.7", UnsentReason.Forbidden), new UnsentProbe("198.51.100.7", UnsentReason.NoRoute)],
            Enclosure = "a container (/.dockerenv)",
            Firewalls = ["ufw: ENABLED=yes in /etc/ufw/ufw.conf"],
        };
        var causes = LikelyCauses.Of(survey, [], Ours);
        Assert.Collection(
            causes,
            cause => Assert.Contains("keeps probes to 203.0.113.7 from leaving", cause, StringComparison.Ordinal),
            cause => Assert.Contains("no route to 198.51.100.7", cause, StringComparison.Ordinal),
            cause => Assert.StartsWith("This program runs in a container", cause, StringComparison.Ordinal),
            cause => Assert.Contains("ufw: ENABLED=yes", cause, StringComparison.Ordinal),
            cause => Assert.StartsWith("Asked were 192.0.2.0/24 on eth0 and 203.0.113.0/24.", cause, StringComparison.Ordinal),
            cause => Assert.Contains("Third-Party Compatibility", cause, StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_without_a_network_is_told_so_first() =>
        Assert.StartsWith("This machine has no network", LikelyCauses.Of(DiscoverySurvey.Unknown, [], Ours)[0], StringComparison.Ordinal);
}
