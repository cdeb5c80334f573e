using TapoHive.EndToEnd.Houses;
using TapoHive.Network.Houses;
using TapoHive.Network.Networks;
using static TapoHive.Network.Houses.Neighbourhood;

namespace TapoHive.Network;

/// <summary>Finding plugs in networks of several machines.</summary>
public sealed class FindingTests
{
    [Fact]
    public async Task Plugs_on_two_interfaces_are_found_by_broadcast_adopted_and_switched()
    {
        await using var lab = Lab.Make();
        var hive = await lab.MachineAsync("hive");
        await JoinPlugsAsync(lab, hive, "eth0", "192.0.2", "klap=1,aes=1", 2, seed: 1);
        await JoinPlugsAsync(lab, hive, "eth1", "198.51.100", "klap=2", 2, seed: 2);

        var up = await HiveAt.UpAsync(lab, hive, Broadcast);
        var watch = new Watch(up.User);
        await watch.LoggedInAsync(4);

        Assert.Equal(
            ["192.0.2.10:80", "192.0.2.11:80", "198.51.100.10:80", "198.51.100.11:80"],
            watch.Now.Values.Select(static outlet => (string)outlet["address"]!).Order(StringComparer.Ordinal));
        (await up.User.TypeAsync("on", "all")).Exits(0);
    }

    [Theory]
    [InlineData("broadcast")]
    [InlineData("255.255.255.255")]
    public async Task Everybody_is_asked_without_a_default_route(string target)
    {
        await using var lab = Lab.Make();
        var hive = await lab.MachineAsync("hive");
        await JoinPlugsAsync(lab, hive, "eth0", "192.0.2", "klap=1", 1, seed: 5);
        await JoinPlugsAsync(lab, hive, "eth1", "198.51.100", "klap=1", 1, seed: 6);

        var seen = (await lab.UserAt(hive).AskAsync("discover", target, "--timeout", "8s")).Exits(0);

        Assert.Equal(
            ["192.0.2.10:80", "198.51.100.10:80"],
            seen.Json["sightings"]!.AsArray().Select(static plug => (string)plug!["address"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_range_behind_a_router_is_asked_address_by_address_where_a_broadcast_does_not_reach()
    {
        await using var lab = Lab.Make();
        var (hive, plugs) = await BehindRouterAsync(lab);

        var around = (await lab.UserAt(hive).AskAsync("discover", "broadcast")).Exits(0);
        var up = await HiveAt.UpAsync(lab, hive, "targets = [ broadcast, \"203.0.113.0/27\" ], every = 5s");
        var watch = new Watch(up.User);
        await watch.LoggedInAsync(2);

        Assert.Empty(around.Json["sightings"]!.AsArray());
        Assert.Contains(around.Json["causes"]!.AsArray(), static cause => ((string)cause!).Contains("192.0.2.0/24 on eth0", StringComparison.Ordinal));
        Assert.Contains(plugs.Address(1), watch.Now.Values.Select(static outlet => (string)outlet["address"]!));
        (await up.User.TypeAsync("on", "all")).Exits(0);
    }

    [Fact]
    public async Task Where_nothing_can_be_found_the_causes_are_told_with_what_was_seen_here()
    {
        await using var lab = Lab.Make();
        var alone = await lab.MachineAsync("alone");
        var walled = await lab.MachineAsync("walled");
        await lab.JoinAsync(walled, "eth0", await lab.SegmentAsync("house"), "192.0.2.1/24");
        await walled.RouteAsync("prohibit 203.0.113.0/24");

        var nowhere = (await lab.UserAt(alone).TypeAsync("discover", "broadcast")).Exits(0);
        var forbidden = (await lab.UserAt(walled).TypeAsync("discover", "203.0.113.7")).Exits(0);
        var unrouted = (await lab.UserAt(walled).TypeAsync("discover", "198.51.100.7")).Exits(0);

        Assert.Contains("This machine has no network", Flat(nowhere.Out), StringComparison.Ordinal);
        Assert.Contains("keeps probes to 203.0.113.7 from leaving", Flat(forbidden.Out), StringComparison.Ordinal);
        Assert.Contains("no route to 198.51.100.7", Flat(unrouted.Out), StringComparison.Ordinal);
    }

    private static string Flat(string text) => text.ReplaceLineEndings(" ");
}
