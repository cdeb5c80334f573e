using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plans;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Tests.HouseFiles;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Plans;

/// <summary>What a plan says, and that an export plans to no change.</summary>
public sealed class HousePlanTests
{
    private static readonly PlugDefinition Desk = Plug("desk", 5) with
    {
        Room = "office",
        Outlets = [new("monitor", new OutletSlot(1), null, [], null), new("printer", new OutletSlot(2), null, ["paper"], null)],
    };

    public static TheoryData<string, Func<HouseDefinition, HouseDefinition>, string[]> Differences => new()
    {
        { "nothing", house => house, [] },
        { "the zone", house => house with { TimeZone = "Europe/Paris" }, ["change house hillside time-zone: Europe/London -> Europe/Paris"] },
        { "the place", house => house with { Location = new Location(51.5, -0.5) }, ["change house hillside location.latitude: none -> 51.5; location.longitude: none -> -0.5"] },
        { "the press", house => house with { Press = PressPolicy.Enforce }, ["change house hillside press: follow -> enforce"] },
        { "discovery", house => house with { Discovery = house.Discovery with { Adopt = Adoption.Ask } }, ["change discovery hillside adopt: auto -> ask"] },
        { "an account", house => house with { Accounts = [house.Accounts[0] with { Username = "you@example.com" }] }, ["change account default username: me@example.com -> you@example.com"] },
        { "a password", house => house with { Accounts = [house.Accounts[0] with { Password = new SecretReference(SecretSource.File, "/s") }] }, ["change account default password.env: TAPO_PASSWORD -> none; password.file: none -> /s"] },
        { "a plug more", With(Plug("fan", 2) with { Room = "hall" }), ["add plug fan mac: 00-00-5E-00-53-02; account: default; room: hall"] },
        { "a plug less", house => house with { Plugs = [house.Plugs[1]] }, ["remove plug lamp "] },
        { "a plug's room and base", Lamp(lamp => lamp with { Room = "bath", Base = PowerState.On }), ["change plug lamp room: none -> bath; base: none -> on"] },
        { "a plug's name", Lamp(lamp => lamp with { Name = new PlugName("light") }), ["change plug light name: lamp -> light"] },
        { "another device of the same name", Lamp(lamp => lamp with { Mac = MacOf(9) }), ["change plug lamp another device; mac: 00-00-5E-00-53-01 -> 00-00-5E-00-53-09"] },
        { "the order of plugs", house => house with { Plugs = [house.Plugs[1], house.Plugs[0]] }, [] },
        { "a strip's room, which is its outlets' too", Strip(desk => desk with { Room = "hall" }), ["change plug desk room: office -> hall"] },
        { "an outlet's tag", Strip(desk => desk with { Outlets = [desk.Outlets[0] with { Tags = ["screen"] }, desk.Outlets[1]] }), ["change outlet desk.monitor tags: none -> [ screen ]"] },
        { "an outlet's name", Strip(desk => desk with { Outlets = [desk.Outlets[0] with { Name = "screen" }, desk.Outlets[1]] }), ["change outlet desk.screen name: monitor -> screen"] },
        { "an outlet more", Strip(desk => desk with { Outlets = [.. desk.Outlets, new("fan", new OutletSlot(3), null, [], null)] }), ["add outlet desk.fan index: 3"] },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_plan_says_what_differs(string what, Func<HouseDefinition, HouseDefinition> change, string[] expected)
    {
        var house = Of(Plug("lamp", 1), Desk);

        var plan = HousePlan.Of(house, change(house.Definition!), Morning);

        Assert.True(expected.SequenceEqual(Said(plan)), $"{what}: {string.Join(" | ", Said(plan))}");
    }

    [Fact]
    public void A_new_house_is_all_new()
    {
        var plan = HousePlan.Of(HouseState.Empty, Definition(Plug("lamp", 1)), Morning);

        Assert.Equal(0, plan.Revision);
        Assert.Equal(["house hillside", "discovery hillside", "account default", "plug lamp"], plan.Changes.Select(change => $"{change.Kind} {change.Name}"));
        Assert.All(plan.Changes, change => Assert.Equal(ChangeKind.Add, change.Change));
    }

    [Fact]
    public void What_people_and_plugs_do_all_day_is_no_difference_and_no_new_revision()
    {
        var house = Of(Plug("lamp", 1) with { Base = PowerState.Off }, Desk);
        var before = HousePlan.Of(house, house.Definition!, Morning).Revision;

        house = house.After(house.Run(PowerState.On, null, "lamp")).See(Sighting(1));
        house = house.Hear(house.Report(house.Plug("lamp").Id, "Lamp", (0, PowerState.On)));

        var plan = HousePlan.Of(house, house.Definition!, Morning);
        Assert.Empty(plan.Changes);
        Assert.Equal(before, plan.Revision);
        Assert.True(house.Revision > before + 2);
    }

    [Fact]
    public void Planning_leaves_adopted_plugs_alone_and_an_adoption_is_a_new_revision()
    {
        var house = Of(Plug("lamp", 1));
        var before = HousePlan.Of(house, house.Definition!, Morning).Revision;

        house = ApplyTests.Adopted(house, 7, "Heater");

        var plan = HousePlan.Of(house, house.Definition!, Morning);
        Assert.Empty(plan.Changes);
        Assert.NotEqual(before, plan.Revision);
    }

    [Fact]
    public void A_file_that_takes_an_adopted_plugs_name_or_lists_it_otherwise_is_told()
    {
        var house = ApplyTests.Adopted(Of(), 7, "Lamp");

        Assert.Equal(
            ["add plug lamp mac: 00-00-5E-00-53-01; account: default", "change plug lamp-2 name: lamp -> lamp-2"],
            Said(HousePlan.Of(house, Definition(Plug("lamp", 1)), Morning)));
        Assert.Equal(["change plug lamp room: none -> hall"], Said(HousePlan.Of(house, Definition(Plug("lamp", 7) with { Room = "hall" }), Morning)));
    }

    [Fact]
    public void An_export_reads_without_a_problem_and_plans_to_no_change()
    {
        var house = Of(
            Plug("lamp", 1) with { Room = "hall", Tags = ["light"], Base = PowerState.On, Press = PressPolicy.Enforce },
            Plug("fridge", 2) with { Protection = Protect.OnlyByName },
            Plug("table") with { Host = PlugAddress.FromText("192.0.2.40") },
            Desk,
            Plug("strip", 6) with { Room = "shed", Tags = ["tools"] });
        house = house.See(Sighting(40));
        house = ApplyTests.Adopted(house, 7, "Heater");
        house = house.See(Sighting(8));
        house = house.Hear(house.Report(new PlugId(MacOf(8).ToString()), "Second Strip", (1, PowerState.Off), (2, PowerState.On)));
        house = house.See(Sighting(6));
        house = house.Hear(house.Report(house.Plug("strip").Id, "Strip", (1, PowerState.Off), (2, PowerState.On)));
        house = house.See(Sighting(99)); // found, and not joined yet

        var text = HouseText.Of(HouseExport.Of(house)!);
        var read = Reading.Read(text);

        Assert.Empty(read.Problems);
        Assert.Empty(HousePlan.Of(house, read.Definition!, Morning).Changes);
        Assert.Equal(MacOf(40), read.Definition!.Plugs.Single(plug => plug.Name.Value == "table").Mac);
        Assert.Contains(read.Definition.Plugs, plug => plug.Name.Value == "heater" && plug.Mac == MacOf(7));
        Assert.DoesNotContain(read.Definition.Plugs, plug => plug.Mac == MacOf(99));

        var applied = house.After(new HouseApplied(Morning, read.Definition, "export.conf", read.SourceHash));
        Assert.Equal(house.OutletsByName.Keys, applied.OutletsByName.Keys);
        Assert.All(house.Plugs.Values, plug => Assert.Equal(plug.AssignmentRevision, applied.Plugs[plug.Id].AssignmentRevision));
        Assert.Equal(text, HouseText.Of(HouseExport.Of(applied)!));
    }

    private static string[] Said(HousePlan plan) =>
        [.. plan.Changes.Select(change => $"{change.Change.ToString().ToLowerInvariant()} {change.Kind} {change.Name} {change.Detail}")];

    private static Func<HouseDefinition, HouseDefinition> With(PlugDefinition plug) => house => house with { Plugs = [.. house.Plugs, plug] };

    private static Func<HouseDefinition, HouseDefinition> Lamp(Func<PlugDefinition, PlugDefinition> change) =>
        house => house with { Plugs = [change(house.Plugs[0]), house.Plugs[1]] };

    private static Func<HouseDefinition, HouseDefinition> Strip(Func<PlugDefinition, PlugDefinition> change) =>
        house => house with { Plugs = [house.Plugs[0], change(house.Plugs[1])] };
}
