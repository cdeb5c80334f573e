using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>What applying a house file changes, and what it leaves alone.</summary>
public sealed class ApplyTests
{
    [Fact]
    public void Unchanged_plugs_keep_their_intents_and_are_not_retold()
    {
        var house = Of(Plug("lamp", 1), Plug("fan", 2));
        house = house.After(house.Run(PowerState.On, null, "lamp"));
        var after = house.Apply(Plug("lamp", 1), Plug("fan", 2) with { Press = PressPolicy.Enforce });
        Assert.Equal(house.Plug("lamp").AssignmentRevision, after.Plug("lamp").AssignmentRevision);
        Assert.Equal(house.Outlet("lamp").Intents, after.Outlet("lamp").Intents);
        Assert.Equal(after.Revision, after.Plug("fan").AssignmentRevision);
    }

    [Fact]
    public void A_changed_user_name_is_told_to_the_plugs_of_that_account()
    {
        var house = Of(Plug("lamp", 1));
        var changed = house.Definition! with { Accounts = [house.Definition.Accounts[0] with { Username = "you@example.com" }] };
        var after = house.After(new HouseApplied(Morning, changed, "hillside.conf", "2"));
        Assert.Equal(after.Revision, after.Plug("lamp").AssignmentRevision);
        Assert.NotEqual(CommandDecision.Assign(house, house.Plug("lamp")).AccountOwner, CommandDecision.Assign(after, after.Plug("lamp")).AccountOwner);
    }

    [Fact]
    public void Listed_plugs_that_the_file_leaves_out_go_and_adopted_ones_stay()
    {
        var house = Adopted(Of(Plug("lamp", 1)), 7, "Heater");
        var after = house.Apply();
        Assert.Equal(["heater"], after.Plugs.Values.Select(plug => plug.Name.Value));
        Assert.Equal(Membership.Adopted, after.Plug("heater").Membership);
    }

    [Fact]
    public void A_file_that_gives_an_adopted_plugs_name_to_another_device_wins_and_the_adopted_one_is_renamed()
    {
        var house = Adopted(Of(), 7, "Lamp");
        house = house.After(house.Run(PowerState.On, null, "lamp"));
        var after = house.Apply(Plug("lamp", 1));
        Assert.Equal(MacOf(1), after.Plug("lamp").Identity.Mac);
        Assert.Equal(MacOf(7), after.Plug("lamp-2").Identity.Mac);
        Assert.Equal(PowerState.On, after.Outlet("lamp-2").Intents.Manual?.Wanted);
        Assert.Equal(after.Revision, after.Plug("lamp-2").AssignmentRevision);
    }

    [Fact]
    public void Listing_an_adopted_plug_under_another_name_keeps_what_is_known_of_it()
    {
        var house = Adopted(Of(), 7, "Lamp");
        house = house.After(house.Run(PowerState.On, null, "lamp"));
        var byMac = house.Apply(Plug("reading-lamp", 7));
        Assert.Equal(PowerState.On, byMac.Outlet("reading-lamp").Intents.Manual?.Wanted);
        Assert.Equal(Membership.Listed, Assert.Single(byMac.Plugs.Values).Membership);
        var byDevice = house.Apply(Plug("reading-lamp") with { Id = house.Plug("lamp").Identity.DeviceId!.Value.Value });
        Assert.Equal(house.Plug("lamp").Id, Assert.Single(byDevice.Plugs.Values).Id);
        var byDiscovery = house.Apply(Plug("reading-lamp") with { Id = $"{7:x32}" });
        Assert.Equal(house.Plug("lamp").Id, Assert.Single(byDiscovery.Plugs.Values).Id);
    }

    [Fact]
    public void Two_plugs_that_swap_their_names_swap_nothing_else()
    {
        var house = Of(Plug("lamp", 1), Plug("fan", 2));
        house = house.After(house.Run(PowerState.On, null, "lamp"));
        var after = house.Apply(Plug("lamp", 2), Plug("fan", 1));
        Assert.Equal(PowerState.On, after.Outlet("fan").Intents.Manual?.Wanted);
        Assert.Null(after.Outlet("lamp").Intents.Manual);
    }

    [Fact]
    public void A_renamed_plug_leaves_its_old_name_to_a_new_one()
    {
        var house = Of(Plug("desk") with { Host = SightedAt(1) }).See(Sighting(1));
        var after = house.Apply(Plug("table", 1), Plug("desk") with { Host = SightedAt(9) });
        Assert.Equal(2, after.Plugs.Count);
        Assert.Equal(MacOf(1), after.Plug("table").Identity.Mac);
        Assert.Null(after.Plug("desk").Identity.Mac);
    }

    [Fact]
    public void A_host_that_the_file_says_anew_counts_and_one_it_said_before_does_not()
    {
        var house = Of(Plug("desk", 1) with { Host = SightedAt(1) }).See(Sighting(1, 50));
        Assert.Equal(SightedAt(50), house.Apply(Plug("desk", 1) with { Host = SightedAt(1), Room = "office" }).Plug("desk").Address);
        Assert.Equal(SightedAt(60), house.Apply(Plug("desk", 1) with { Host = SightedAt(60) }).Plug("desk").Address);
    }

    [Fact]
    public void A_base_state_is_wanted_when_nobody_else_asks_and_goes_with_the_file()
    {
        var house = Of(Plug("lamp", 1) with { Base = PowerState.On });
        Assert.Equal(new Desired(PowerState.On, 1), house.Outlet("lamp").Desired);
        house = house.After(house.Run(PowerState.Off, null, "lamp"));
        Assert.Equal(PowerState.Off, house.Outlet("lamp").Desired?.Wanted);
        house = house.After(CommandDecision.Release(house, [new OutletName("lamp")], Anna, Morning));
        Assert.Equal(PowerState.On, house.Outlet("lamp").Desired?.Wanted);
        house = house.Apply(Plug("lamp", 1));
        Assert.Null(house.Outlet("lamp").Desired);
        Assert.Equal(house.Revision, house.Plug("lamp").AssignmentRevision);
    }

    [Fact]
    public void A_new_base_below_a_command_does_not_disturb_its_run_but_is_told_where_it_follows_it()
    {
        var house = Of(Plug("lamp", 1), Plug("fan", 2));
        house = house.After(house.Run(PowerState.Off, null, "lamp"), house.Run(PowerState.Off, Duration.FromHours(1), "fan"));
        var after = house.Apply(Plug("lamp", 1) with { Base = PowerState.Off }, Plug("fan", 2) with { Base = PowerState.Off });
        Assert.Equal(house.Outlet("lamp").DesiredRevision, after.Outlet("lamp").DesiredRevision);
        Assert.Equal(after.Revision, after.Outlet("fan").DesiredRevision);
        Assert.Equal(PowerState.Off, after.Outlet("fan").Desired?.Then);
    }

    [Fact]
    public void The_named_outlets_of_a_strip_take_the_strips_room_and_tags_where_they_have_none()
    {
        var desk = Plug("desk", 1) with
        {
            Room = "office",
            Tags = ["work"],
            Base = PowerState.On,
            Outlets = [new("monitor", new OutletSlot(1), null, ["screen"], null), new("printer", new OutletSlot(2), "hall", [], PowerState.Off)],
        };
        var house = Of(desk);
        Assert.Equal(["desk.monitor", "desk.printer"], house.OutletsByName.Keys.Select(name => name.Value));
        Assert.Equal("office", house.Outlet("desk.monitor").Room);
        Assert.Equal(["work", "screen"], house.Outlet("desk.monitor").Tags);
        Assert.Equal(PowerState.On, house.Outlet("desk.monitor").Desired?.Wanted);
        Assert.Equal("hall", house.Outlet("desk.printer").Room);
        Assert.Equal(PowerState.Off, house.Outlet("desk.printer").Desired?.Wanted);
    }

    [Fact]
    public void Where_the_file_corrects_an_index_every_outlet_of_the_strip_keeps_a_name_of_its_own()
    {
        var house = Of(Desk(monitor: 2));
        house = house.Hear(house.Report(house.Plug("desk").Id, "Desk", (1, PowerState.Off), (2, PowerState.Off), (3, PowerState.Off)));
        Assert.Equal(["desk.1", "desk.3", "desk.monitor"], house.OutletsByName.Keys.Select(name => name.Value));

        var after = house.Apply(Desk(monitor: 1));

        Assert.Equal(new OutletSlot(1), after.Outlet("desk.monitor").Slot);
        Assert.Equal(["desk.2", "desk.3", "desk.monitor"], after.Plug("desk").Outlets.Values.Select(outlet => outlet.Name.Value).Order(StringComparer.Ordinal));
        Assert.Equal(after.Plug("desk").Outlets.Count, after.OutletsByName.Count);
    }

    [Fact]
    public void Credentials_of_plugs_that_left_are_forgotten_with_them()
    {
        var house = Of(Plug("lamp", 1), Plug("fan", 2));
        house = house.After(new CredentialTried(Morning, house.Plug("lamp").Id, new("f")), new CredentialTried(Morning, house.Plug("fan").Id, new("f")));
        Assert.Equal([house.Plug("fan").Id], house.Apply(Plug("fan", 2)).Credentials.Trials.Keys);
    }

    internal static HouseState Adopted(HouseState house, int mac, string alias)
    {
        house = house.See(Sighting(mac));
        return house.Hear(house.Report(new PlugId(MacOf(mac).ToString()), alias, (0, PowerState.Off)));
    }

    private static PlugDefinition Desk(int monitor) => Plug("desk", 1) with { Outlets = [new("monitor", new OutletSlot(monitor), null, [], null)] };

    private static PlugAddress SightedAt(int number) => new(System.Net.IPAddress.Parse($"192.0.2.{number}"), 80);
}
