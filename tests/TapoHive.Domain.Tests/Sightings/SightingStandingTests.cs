using TapoHive.Domain.Sightings;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Sightings;

public sealed class SightingStandingTests
{
    private static readonly OwnerHash Me = OwnerHash.OfUser("me@example.com");

    [Fact]
    public void What_answers_is_sorted_by_what_it_is_to_the_owner_of_an_account()
    {
        Assert.Equal(SightingStanding.Ours, SightingStandings.Of(Sighting(1), Me));
        Assert.Equal(SightingStanding.OtherAccount, SightingStandings.Of(Sighting(1), OwnerHash.OfUser("Me@example.com")));
        Assert.Equal(SightingStanding.NoAccount, SightingStandings.Of(Sighting(1) with { Owner = null }, Me));
        Assert.Equal(SightingStanding.NoAccount, SightingStandings.Of(Sighting(1) with { Binding = Binding.FactoryDefault }, Me));
        Assert.Equal(SightingStanding.NotSpoken, SightingStandings.Of(Sighting(1) with { Offer = new SightedTransport.NotSpoken("It is a camera.") }, Me));
    }

    [Fact]
    public void Each_kind_is_told_in_a_sentence_ours_first()
    {
        var words = SightingStandings.Words(
            [
                Sighting(1) with { Offer = new SightedTransport.NotSpoken("It is a camera.") },
                Sighting(2, user: "them@example.com"),
                Sighting(3) with { Owner = null },
                Sighting(4),
                Sighting(5),
            ],
            Me);

        Assert.Collection(
            words,
            static it => Assert.Equal("2 plugs of your account answer.", it),
            static it => Assert.StartsWith("1 plug is bound to another TP-Link account. Should it be yours, compare the e-mail", it, StringComparison.Ordinal),
            static it => Assert.Equal("1 plug belongs to no account yet. Set it up in the Tapo app.", it),
            static it => Assert.StartsWith("1 device is no plug that can be spoken to.", it, StringComparison.Ordinal));
        Assert.Empty(SightingStandings.Words([], Me));
    }
}
