using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>Another device takes the place of a plug.</summary>
public sealed class ReplacingTests
{
    [Fact]
    public void Name_intents_and_identifier_go_on_and_what_was_read_of_the_old_one_is_forgotten()
    {
        var house = WithSpare(Plug("lamp", 1));
        house = house.Hear(house.Report(house.Plug("lamp").Id, "", (0, PowerState.Off)));
        house = house.After(house.Run(PowerState.On, null, "lamp"));
        var before = house.Plug("lamp");

        var after = house.After(Replace(house, "lamp", "spare"));

        var lamp = after.Plug("lamp");
        Assert.Equal((before.Id, MacOf(7)), (lamp.Id, lamp.Identity.Mac));
        Assert.Equal(before.Outlets[OutletSlot.Whole].Intents, lamp.Outlets[OutletSlot.Whole].Intents);
        Assert.Null(lamp.Outlets[OutletSlot.Whole].Observed);
        Assert.Equal(after.Revision, lamp.AssignmentRevision);
        Assert.Equal(after.Revision, lamp.Outlets[OutletSlot.Whole].DesiredRevision);
        Assert.DoesNotContain(after.Plugs.Values, static plug => plug.Name.Value == "spare");
        Assert.Equal([MacOf(1)], after.Forgotten!.Keys);
    }

    [Fact]
    public void A_file_that_names_the_old_device_means_the_new_one()
    {
        var house = WithSpare(Plug("lamp", 1));
        var replaced = house.After(Replace(house, "lamp", "spare"));

        var again = replaced.Apply(Plug("lamp", 1) with { Room = "hall" });

        var lamp = Assert.Single(again.Plugs.Values);
        Assert.Equal((replaced.Plug("lamp").Id, MacOf(7), "hall"), (lamp.Id, lamp.Identity.Mac, lamp.Room));
        Assert.Equal(MacOf(7), again.Definition!.Plugs[0].Mac);
        Assert.Equal(lamp.Id, Assert.Single(again.Apply(Plug("lamp", 7)).Plugs.Values).Id);
    }

    [Fact]
    public void A_second_successor_takes_the_place_of_the_first()
    {
        var house = WithSpare(Plug("lamp", 1));
        house = house.After(Replace(house, "lamp", "spare"));
        house = Adopted(house, 8, "other");
        house = house.After(Replace(house, "lamp", "other"));
        Assert.Equal(MacOf(8), house.Apply(Plug("lamp", 1)).Plug("lamp").Identity.Mac);
        Assert.Equal(MacOf(8), house.Apply(Plug("lamp", 7)).Plug("lamp").Identity.Mac);
    }

    [Fact]
    public void The_old_device_comes_back_under_an_identifier_of_its_own()
    {
        var house = WithSpare(Plug("lamp", 1));
        house = house.After(Replace(house, "lamp", "spare"));

        house = house.After(AdoptionDecision.Adopt(house, Sighting(1), Anna, Morning));

        Assert.Equal(2, house.Plugs.Count);
        Assert.Equal(MacOf(7), house.Plug("lamp").Identity.Mac);
        Assert.Contains(house.Plugs.Values, static plug => plug.Identity.Mac == MacOf(1) && plug.Membership == Membership.Found);
    }

    [Fact]
    public void The_old_device_can_take_its_place_again()
    {
        var house = WithSpare(Plug("lamp", 1));
        house = house.After(Replace(house, "lamp", "spare"));
        house = Adopted(house, 1, "old-one");
        house = house.After(Replace(house, "lamp", "old-one"));
        Assert.Equal(MacOf(1), house.Plug("lamp").Identity.Mac);
        Assert.Equal(MacOf(1), house.Apply(Plug("lamp", 1)).Plug("lamp").Identity.Mac);
    }

    [Fact]
    public void The_last_words_of_the_old_device_change_nothing()
    {
        var house = WithSpare(Plug("lamp", 1));
        var words = house.Report(house.Plug("lamp").Id, "", (0, PowerState.On));
        var replaced = house.After(Replace(house, "lamp", "spare"));
        Assert.Empty(ReportDecision.Decide(replaced, words, Morning));
    }

    [Theory]
    [InlineData("lmap", "spare", "There is no plug 'lmap'")]
    [InlineData("lamp", "spaer", "There is no plug 'spaer' that could take its place")]
    [InlineData("lamp", "lamp", "is 'lamp' itself")]
    [InlineData("lamp", "fan", "'fan' has a place of its own")]
    [InlineData("lamp", "strip", "they do not fit")]
    [InlineData("lamp", "dark", "'dark' is in trouble: It does not answer. Mend that first")]
    [InlineData("strip", "spare", "they do not fit")]
    public void What_cannot_be_is_refused_in_words(string old, string successor, string words)
    {
        var house = Adopted(Adopted(WithSpare(Plug("lamp", 1), Plug("fan", 2)), 9, "strip", 1, 2, 3), 8, "dark");
        house = house.After(new TroubleBegan(Morning, house.Plug("dark").Id, null, FailureKind.Dark, "It does not answer."));
        var (happened, objection, _) = ReplaceDecision.Decide(house, [], old, successor, Anna, Morning);
        Assert.Null(happened);
        Assert.Contains(words, objection, StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiting_plug_of_the_same_model_takes_a_place_at_once_and_another_model_only_once_it_is_known()
    {
        var house = Of(Plug("lamp", 1));
        house = house.Hear(house.Report(house.Plug("lamp").Id, "", (0, PowerState.Off)));
        WaitingPlug Waits(string model) => new(new PlugName("spare"), "Spare", WaitingReason.HouseAsks, Sighting(7) with { Model = model });

        var (same, _, _) = ReplaceDecision.Decide(house, [Waits("P110")], "lamp", "spare", Anna, Morning);
        var (other, objection, _) = ReplaceDecision.Decide(house, [Waits("P304M")], "lamp", "spare", Anna, Morning);

        Assert.Equal(MacOf(7), house.After(same).Plug("lamp").Identity.Mac);
        Assert.Null(other);
        Assert.Contains("tapohive adopt spare", objection, StringComparison.Ordinal);
    }

    private static HouseState WithSpare(params PlugDefinition[] plugs) => Adopted(Of(plugs), 7, "spare");

    private static HouseState Adopted(HouseState house, int number, string alias, params int[] slots)
    {
        var found = house.After(AdoptionDecision.Adopt(house, Sighting(number), Anna, Morning));
        var id = found.Plugs.Values.Single(plug => plug.Identity.Mac == MacOf(number)).Id;
        return found.Hear(found.Report(id, alias, [.. (slots.Length == 0 ? [0] : slots).Select(static slot => (slot, PowerState.Off))]));
    }

    [Fact]
    public void What_was_replaced_stays_replaced_where_a_file_is_taken_back()
    {
        var house = WithSpare(Plug("lamp", 1));
        house = house.Apply(Plug("lamp", 1) with { Room = "hall" });
        house = house.After(Replace(house, "lamp", "spare"));

        var back = house.After(new HouseRolledBack(Morning, Anna));

        Assert.Equal((house.Plug("lamp").Id, MacOf(7)), (back.Plug("lamp").Id, back.Plug("lamp").Identity.Mac));
        Assert.Null(back.Plug("lamp").Room);
        Assert.Equal(MacOf(7), Assert.Single(back.Definition!.Plugs).Mac);
    }

    [Fact]
    public void An_adopted_plug_that_was_listed_and_replaced_is_an_adopted_one_again_where_the_file_is_taken_back()
    {
        var house = WithSpare();
        house = Adopted(house, 1, "Heater");
        house = house.Apply(Plug("heater", 1));
        house = house.After(Replace(house, "heater", "spare"));
        var heater = house.Plug("heater").Id;

        var back = house.After(new HouseRolledBack(Morning, Anna));

        Assert.Equal((heater, MacOf(7), Membership.Adopted), (back.Plug("heater").Id, back.Plug("heater").Identity.Mac, back.Plug("heater").Membership));
        Assert.Empty(back.Definition!.Plugs);
    }

    private static PlugReplaced Replace(HouseState house, string old, string successor) =>
        ReplaceDecision.Decide(house, [], old, successor, Anna, Morning).Happened ?? throw new InvalidOperationException(ReplaceDecision.Decide(house, [], old, successor, Anna, Morning).Objection);
}
