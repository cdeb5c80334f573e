using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>Found plugs that wait, those an operator lets in, and those an operator takes out.</summary>
public sealed class ForgettingTests
{
    [Fact]
    public void Where_a_house_asks_found_plugs_wait_under_names_that_can_be_typed()
    {
        var house = Asking(Plug("lamp", 1));
        var waiting = AdoptionDecision.Waiting(house, [Sighting(7), Sighting(1), Sighting(8, user: "them@example.com"), Sighting(6)]);
        Assert.Equal(["p110-00-53-06", "p110-00-53-07"], waiting.Select(plug => plug.Name.Value));
        Assert.All(waiting, plug => Assert.Equal(WaitingReason.HouseAsks, plug.Reason));
    }

    [Fact]
    public void Waiting_plugs_never_share_a_name_with_each_other_or_with_a_plug_of_the_house()
    {
        var sameEnd = Sighting(7) with { Mac = Mac.FromBits(0xAA0000005307UL) };
        var house = Asking(Plug("p110-00-53-08", 1));
        var waiting = AdoptionDecision.Waiting(house, [Sighting(7), sameEnd, Sighting(8)]);
        Assert.Equal(["p110-00-53-07", "plug-00-00-5e-00-53-08", "plug-aa-00-00-00-53-07"], waiting.Select(plug => plug.Name.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("P110-00-53-07", "7")]
    [InlineData("00:00:5e:00:53:07", "7")]
    [InlineData("all", "6,7")]
    public void Words_of_an_operator_mean_waiting_plugs(string word, string meant)
    {
        var house = Asking();
        var picked = AdoptionDecision.Pick(house, AdoptionDecision.Waiting(house, [Sighting(6), Sighting(7)]), [word]);
        Assert.Null(picked.Objection);
        Assert.Equal(meant.Split(',').Select(number => MacOf(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))), picked.Items.Select(plug => plug.Sighting.Mac));
    }

    [Theory]
    [InlineData("lamp", "is a plug of this house already")]
    [InlineData("p110-00-53-17", "did you mean 'p110-00-53-07'?")]
    [InlineData("fan", "was forgotten and has not been seen lately")]
    public void Words_that_mean_no_waiting_plug_get_a_remedy(string word, string remedy)
    {
        var house = Asking(Plug("lamp", 1)).After(new PlugForgotten(Morning, Anna, new PlugId(MacOf(9).ToString()), new PlugName("fan"), MacOf(9)));
        var picked = AdoptionDecision.Pick(house, AdoptionDecision.Waiting(house, [Sighting(7)]), [word]);
        Assert.Contains(remedy, picked.Objection, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plug_that_is_let_in_joins_as_a_found_one_does()
    {
        var house = Asking();
        house = house.After(AdoptionDecision.Adopt(house, Sighting(7), Anna, Morning));
        Assert.Equal(Membership.Found, Assert.Single(house.Plugs.Values).Membership);
        Assert.Null(AdoptionDecision.Adopt(house, Sighting(7), Anna, Morning));
        Assert.Empty(AdoptionDecision.Waiting(house, [Sighting(7)]));
        house = house.Hear(house.Report(Assert.Single(house.Plugs.Keys), "Reading Lamp", (0, PowerState.On)));
        Assert.Equal(Membership.Adopted, house.Plug("reading-lamp").Membership);
    }

    [Fact]
    public void A_forgotten_plug_is_gone_and_does_not_come_back_by_itself_also_after_a_file_was_applied()
    {
        var house = Forgotten();
        Assert.Empty(house.Plugs);
        Assert.Empty(house.OutletsByName);
        Assert.Empty(SightingDecision.Decide(house, Sighting(7), Morning));
        house = house.Apply();
        Assert.Empty(SightingDecision.Decide(house, Sighting(7), Morning));
        var waiting = Assert.Single(AdoptionDecision.Waiting(house, [Sighting(7)]));
        Assert.Equal(("fan", "Fan", WaitingReason.Forgotten), (waiting.Name.Value, waiting.Alias, waiting.Reason));
    }

    [Fact]
    public void A_forgotten_plug_that_is_let_in_again_is_forgotten_no_more()
    {
        var house = Forgotten();
        house = house.After(AdoptionDecision.Adopt(house, Sighting(7), Anna, Morning));
        Assert.Null(house.Forgotten);
        Assert.Single(house.Plugs);
    }

    [Fact]
    public void A_forgotten_plug_that_a_file_lists_is_forgotten_no_more()
    {
        var house = Forgotten().Apply(Plug("fan", 7)).Apply();
        Assert.Null(house.Forgotten);
        Assert.Single(house.See(Sighting(7)).Plugs);
    }

    [Fact]
    public void A_listed_plug_is_not_forgotten_but_told_how_to()
    {
        var meant = AdoptionDecision.PickForgotten(Of(Plug("lamp", 1)), ["lamp"]);
        Assert.Equal(ObjectionKind.CannotBeDone, meant.Kind);
        Assert.Contains("listed in hillside.conf", meant.Objection, StringComparison.Ordinal);
        Assert.Contains("did you mean 'lamp'?", AdoptionDecision.PickForgotten(Of(Plug("lamp", 1)), ["lump"]).Objection, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_password_is_forgotten_with_its_plug()
    {
        var house = ApplyTests.Adopted(Of(), 7, "Fan");
        var plug = house.Plug("fan");
        house = house.After(new CredentialJudged(Morning, plug.Id, new CredentialFingerprint("1"), CredentialStanding.Rejected));
        house = house.After(AdoptionDecision.Forget(plug, Anna, Morning));
        Assert.Empty(house.Credentials.Trials);
    }

    [Fact]
    public void A_run_does_not_wait_for_a_forgotten_plug()
    {
        var house = ApplyTests.Adopted(Of(), 7, "Fan");
        var run = house.Run(PowerState.On, null, "fan");
        house = house.After(run);
        var open = Assert.Single(house.OpenRuns.Values);
        house = house.After(AdoptionDecision.Forget(house.Plug("fan"), Anna, Morning));
        var evidence = Domain.Runs.RunProgress.Advance(Domain.Runs.RunProgress.Begin(open), open, house, new Dictionary<PlugId, PlugReport>(), Morning);
        Assert.Equal(Domain.Runs.RunOutcome.Superseded, evidence.Outcome);
    }

    private static HouseState Asking(params PlugDefinition[] plugs) => HouseState.Empty.After(new HouseApplied(
        Morning, Definition(plugs) with { Discovery = DiscoveryDefinition.Usual with { Adopt = Adoption.Ask } }, "hillside.conf", "1"));

    private static HouseState Forgotten()
    {
        var house = ApplyTests.Adopted(Of(), 7, "Fan");
        return house.After(AdoptionDecision.Forget(house.Plug("fan"), Anna, Morning));
    }
}
