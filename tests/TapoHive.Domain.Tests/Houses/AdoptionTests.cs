using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>How found plugs come to a house, and how known ones are recognised.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public void A_found_plug_of_our_account_joins_under_the_slug_of_its_alias()
    {
        var house = Of().See(Sighting(7));
        Assert.Equal(Membership.Found, Assert.Single(house.Plugs.Values).Membership);
        house = house.Hear(house.Report(Assert.Single(house.Plugs.Keys), "Reading Lamp", (0, PowerState.On)));
        var plug = house.Plug("reading-lamp");
        Assert.Equal(Membership.Adopted, plug.Membership);
        Assert.Equal(PowerState.On, house.Outlet("reading-lamp").Observed?.State);
        house = house.Hear(house.Report(plug.Id, "Another Name", (0, PowerState.On)));
        Assert.Equal("reading-lamp", Assert.Single(house.Plugs.Values).Name.Value);
    }

    [Theory]
    [InlineData("Lamp", "lamp-2")]
    [InlineData("ALL", "all-plug")]
    [InlineData("灯", "p110-00-53-07")]
    public void Names_stay_unique_and_can_be_typed(string alias, string name)
    {
        var house = ApplyTests.Adopted(Of(Plug("lamp", 1)), 7, alias);
        Assert.Contains(name, house.OutletsByName.Keys.Select(outlet => outlet.Value));
    }

    [Fact]
    public void A_number_makes_no_name_too_long_for_a_file()
    {
        const string Alias = "Christmas lights in the living room window, left and right";
        var house = ApplyTests.Adopted(ApplyTests.Adopted(Of(Plug("lamp", 1)), 7, Alias), 8, Alias);

        Assert.Equal(
            ["christmas-lights-in-the-living-room-wi-2", "christmas-lights-in-the-living-room-wind", "lamp"],
            house.OutletsByName.Keys.Select(static outlet => outlet.Value));
    }

    [Fact]
    public void Nobody_elses_plug_is_adopted()
    {
        Assert.Empty(SightingDecision.Decide(Of(), Sighting(7, user: "them@example.com"), Morning));
        Assert.Empty(SightingDecision.Decide(Of(), Sighting(7) with { Owner = null }, Morning));
        Assert.Empty(SightingDecision.Decide(Of(), Sighting(7) with { Offer = new SightedTransport.NotSpoken("It is a camera.") }, Morning));
        Assert.Empty(SightingDecision.Decide(HouseState.Empty, Sighting(7), Morning));
    }

    [Fact]
    public void A_house_that_asks_adopts_nothing_by_itself()
    {
        var definition = Definition() with { Discovery = DiscoveryDefinition.Usual with { Adopt = Adoption.Ask } };
        var house = HouseState.Empty.After(new HouseApplied(Morning, definition, "hillside.conf", "1"));
        Assert.Empty(SightingDecision.Decide(house, Sighting(7), Morning));
    }

    [Fact]
    public void A_known_plug_at_another_address_has_moved()
    {
        var house = Of(Plug("lamp", 1)).See(Sighting(1)).See(Sighting(1, 99));
        Assert.Equal("192.0.2.99:80", house.Plug("lamp").Address.ToString());
        Assert.Single(house.Plugs);
    }

    [Fact]
    public void A_plug_listed_by_its_host_is_identified_by_what_answers_there()
    {
        var house = Of(Plug("desk") with { Host = PlugAddress.FromText("192.0.2.5") }).See(Sighting(5));
        Assert.Equal(MacOf(5), Assert.Single(house.Plugs.Values).Identity.Mac);
        Assert.Equal(2, house.See(Sighting(6, 5)).Plugs.Count);
    }

    [Fact]
    public void A_found_plug_that_turns_out_to_be_a_listed_one_is_recognised()
    {
        const string DeviceId = "8022AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        var house = Of(Plug("heater") with { Id = DeviceId }).See(Sighting(7));
        Assert.Equal(2, house.Plugs.Count);
        var found = new PlugId(MacOf(7).ToString());
        var report = house.Report(found, "Heater", (0, PowerState.Off));
        report = report with { Identity = report.Identity with { DeviceId = new DeviceId(DeviceId) } };
        house = house.Hear(report);
        var plug = Assert.Single(house.Plugs.Values);
        Assert.Equal("heater", plug.Name.Value);
        Assert.Equal(MacOf(7), plug.Identity.Mac);
        Assert.Equal("192.0.2.7:80", plug.Address.ToString());
        Assert.Equal(house.Revision, plug.AssignmentRevision);
        Assert.Single(house.See(Sighting(7)).Plugs);
    }

    [Fact]
    public void A_strip_learnt_late_keeps_what_was_wanted_of_it_as_a_whole()
    {
        var house = Of(Plug("desk", 1));
        house = house.After(house.Run(PowerState.On, null, "desk"));
        var report = Aliased(house.Report(house.Plug("desk").Id, "Desk", (1, PowerState.Off), (2, PowerState.Off)), "Monitor", "Printer");
        house = house.Hear(report);
        Assert.Equal(["desk.monitor", "desk.printer"], house.OutletsByName.Keys.Select(name => name.Value));
        Assert.All(house.Plug("desk").Outlets.Values, outlet => Assert.Equal(PowerState.On, outlet.Desired?.Wanted));
        Assert.All(house.Plug("desk").Outlets.Values, outlet => Assert.Equal(house.Plug("desk").AssignmentRevision, outlet.DesiredRevision));
        Assert.Equal(PowerState.Off, house.Outlet("desk.printer").Observed?.State);
        Assert.Empty(ReportDecision.Decide(house, report, Morning));
    }

    [Fact]
    public void Outlets_with_equal_or_empty_aliases_go_by_their_numbers()
    {
        var house = Of(Plug("desk", 1));
        house = house.Hear(Aliased(house.Report(house.Plug("desk").Id, "Desk", (1, PowerState.Off), (2, PowerState.Off)), "Plug", "Plug"));
        Assert.Equal(["desk.1", "desk.2"], house.OutletsByName.Keys.Select(name => name.Value));
    }

    [Fact]
    public void An_outlet_whose_alias_means_something_in_selectors_gets_a_name_that_a_file_can_have()
    {
        var house = Of(Plug("desk", 1));
        house = house.Hear(Aliased(house.Report(house.Plug("desk").Id, "Desk", (1, PowerState.Off), (2, PowerState.Off)), "Room", "All"));
        Assert.Equal(["desk.all-outlet", "desk.room-outlet"], house.OutletsByName.Keys.Select(name => name.Value));
    }

    [Fact]
    public void A_strip_that_shows_one_more_outlet_keeps_the_others_also_those_it_does_not_show()
    {
        var house = Of(Plug("desk", 1) with
        {
            Outlets = [new("printer", new OutletSlot(1), null, [], null), new("fan", new OutletSlot(3), null, [], null)],
        });
        house = house.After(house.Run(PowerState.On, null, "desk.fan", "desk.printer"));
        house = house.Hear(Aliased(house.Report(house.Plug("desk").Id, "Desk", (1, PowerState.Off), (2, PowerState.Off)), "Monitor", "Printer"));
        Assert.Equal(PowerState.On, house.Outlet("desk.fan").Desired?.Wanted);
        Assert.Equal(new OutletSlot(1), house.Outlet("desk.printer").Slot);
        Assert.Equal(new OutletSlot(2), house.Outlet("desk.2").Slot);
        Assert.Null(house.Outlet("desk.2").Desired);
    }

    private static PlugReport Aliased(PlugReport report, params string[] aliases) =>
        report with { Outlets = [.. report.Outlets.Select((outlet, i) => outlet with { Alias = aliases[i] })] };
}
