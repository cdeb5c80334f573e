using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plans;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

/// <summary>Applying house files to a hive that runs.</summary>
public sealed class HouseFileTests
{
    private static readonly Origin Anna = Origin.Operator("anna");

    [Fact]
    public async Task Who_is_told_that_a_file_is_applied_sees_it_applied()
    {
        await using var house = await HiveHarness.StartAsync("klap=2");
        var definition = HiveHarness.Define(house.Plugs);
        var changed = definition with { Plugs = [definition.Plugs[0] with { Room = "hall" }] };

        var accepted = await house.AskAsync<HouseAccepted>(new ApplyHouse(changed, "test.conf", "2", Anna, ApplyWhen.TheHouseDiffers));

        Assert.True(accepted.Changed);
        Assert.Equal("change plug-1, remove plug-2", string.Join(", ", accepted.Changes.Select(Said)));
        Assert.Equal("hall", house.OutletOf(1).Room);
        Assert.Equal(accepted.Revision, house.View.State.LayoutRevision);
        Assert.False((await house.AskAsync<HouseAccepted>(new ApplyHouse(changed, "test.conf", "2", Anna, ApplyWhen.TheHouseDiffers))).Changed);
    }

    [Fact]
    public async Task A_file_planned_for_an_older_house_is_refused_and_a_rollback_brings_the_older_one()
    {
        await using var house = await HiveHarness.StartAsync("klap=1");
        var definition = HiveHarness.Define(house.Plugs);
        var planned = house.View.State.LayoutRevision;
        await house.ApplyAsync(definition with { TimeZone = "Europe/Paris" }, "2");

        var refused = await house.AskAsync<Refused>(new ApplyHouse(definition with { TimeZone = "UTC" }, "test.conf", "3", Anna, ApplyWhen.TheHouseDiffers, planned));
        var back = await house.AskAsync<HouseAccepted>(new RollBackHouse(HiveHarness.Home, Anna));

        Assert.Equal(RefusalReason.Conflict, refused.Reason);
        Assert.Equal("house home time-zone: Europe/Paris -> Europe/London", Assert.Single(back.Changes.Select(change => $"{change.Kind} {change.Name} {change.Detail}")));
        Assert.Equal("Europe/London", house.View.State.Definition!.TimeZone);
    }

    [Fact]
    public async Task A_plug_that_another_house_has_is_refused_however_close_the_two_come()
    {
        await using var house = await HiveHarness.StartAsync("klap=1");
        var definition = HiveHarness.Define(house.Plugs);
        var mac = Mac.FromBits(0x00005E0053AA);
        var both = definition with { Plugs = [definition.Plugs[0] with { Mac = mac }] };

        var first = house.AskAsync<object>(new ApplyHouse(both with { Name = new HouseName("flat") }, "flat.conf", "1"));
        var second = house.AskAsync<object>(new ApplyHouse(both with { Name = new HouseName("shed") }, "shed.conf", "1"));

        Assert.IsType<HouseAccepted>(await first);
        var refused = Assert.IsType<Refused>(await second);
        Assert.Contains("belongs to house 'flat'", refused.Message, StringComparison.Ordinal);
        Assert.IsType<Refused>(await house.AskAsync<object>(new ApplyHouse(definition with { Name = new HouseName("shed") }, "shed.conf", "1")));

        // Once the one house has let go of it, the other may have it.
        await house.AskAsync<HouseAccepted>(new ApplyHouse(both with { Name = new HouseName("flat"), Plugs = [] }, "flat.conf", "2"));
        Assert.IsType<HouseAccepted>(await house.AskAsync<object>(new ApplyHouse(both with { Name = new HouseName("shed") }, "shed.conf", "1")));
    }

    [Fact]
    public async Task A_changed_file_leaves_the_sessions_of_all_other_plugs_alone()
    {
        await using var house = await HiveHarness.StartAsync("klap=6,aes=2");
        await house.UntilAllLoggedInAsync();
        var definition = HiveHarness.Define(house.Plugs);
        var handshakes = Handshakes(house);

        await house.ApplyAsync(definition with { Plugs = [definition.Plugs[0] with { Room = "hall", Press = PressPolicy.Enforce }, .. definition.Plugs.Skip(1)] }, "2");
        var run = await house.SwitchAsync(SwitchVerb.On, "all");

        Assert.Equal(Domain.Runs.RunOutcome.Converged, run.Outcome);
        Assert.Equal(handshakes, Handshakes(house));
    }

    private static List<int> Handshakes(HiveHarness house) =>
        [.. house.Plugs.Plugs.Select(plug => plug.Requests.Count(seen => seen.Method is "handshake" or "handshake2"))];

    private static string Said(PlannedChange change) => $"{change.Change.ToString().ToLowerInvariant()} {change.Name}";
}
