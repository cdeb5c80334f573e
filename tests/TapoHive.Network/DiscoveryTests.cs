using System.Text.Json.Nodes;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;
using TapoHive.Network.Houses;
using TapoHive.Network.Networks;

namespace TapoHive.Network;

/// <summary>Finding plugs in networks of several machines.</summary>
public sealed class DiscoveryTests
{
    private const string Broadcast = "targets = [ broadcast ], every = 5s";

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

    [Fact]
    public async Task A_house_that_asks_adopts_by_name_and_forgets_over_a_restart()
    {
        await using var lab = Lab.Make();
        var hive = await lab.MachineAsync("hive");
        var plugs = await JoinPlugsAsync(lab, hive, "eth0", "192.0.2", "klap=2", 2, seed: 3);
        var up = await HiveAt.UpAsync(lab, hive, $"{Broadcast}, adopt = ask");

        await up.UntilAsync(static listed => Waiting(listed).Count == 2, "both plugs wait", "adopt");
        var adopted = (await up.User.AskAsync("adopt", plugs.Mac(1))).Exits(0);
        Assert.True((bool)adopted.Json["adopted"]![0]!["joined"]!, adopted.ToString());
        var name = (string)adopted.Json["adopted"]![0]!["name"]!;
        (await up.User.TypeAsync("on", name)).Exits(0);

        (await up.User.TypeAsync("forget", name)).Exits(0);
        (await up.User.TypeAsync("on", name)).Exits(5);
        await up.RestartAsync();
        var waiting = await up.UntilAsync(static listed => Waiting(listed).Count == 2, "both plugs wait again", "adopt");
        Assert.True((bool)Waiting(waiting).Single(plug => (string)plug["mac"]! == plugs.Mac(1))["forgotten"]!);
        Assert.Equal(name, (string)Waiting(waiting).Single(plug => (string)plug["mac"]! == plugs.Mac(1))["name"]!);

        (await up.User.TypeAsync("adopt", "all")).Exits(0);
        (await up.User.TypeAsync("off", "all")).Exits(0);
        Assert.Contains(name, (await up.User.AskAsync("status")).Outlets.Keys);
    }

    [Fact]
    public async Task A_plug_that_moves_while_a_command_waits_is_followed_and_the_command_carried_out()
    {
        await using var lab = Lab.Make();
        var hive = await lab.MachineAsync("hive");
        var segment = await lab.SegmentAsync("house");
        await lab.JoinAsync(hive, "eth0", segment, "192.0.2.1/24");
        var machine = await lab.MachineAsync("plugs");
        await lab.JoinAsync(machine, "eth0", segment, "192.0.2.10/24");
        var plugs = await Plugs.StartAsync(lab, machine, "192.0.2.0/24", "klap=1", 1, seed: 4);
        var up = await HiveAt.UpAsync(lab, hive, Broadcast, $$"""plugs { lamp { mac = "{{plugs.Mac(1)}}" } }""");
        var watch = new Watch(up.User);
        await watch.LoggedInAsync(1);

        await plugs.StopAsync();
        (await up.User.TypeAsync("on", "lamp", "--no-wait")).Exits(0);
        await machine.RemoveAsync("eth0", "192.0.2.10/24");
        await machine.AddAsync("eth0", "192.0.2.77/24");
        await Plugs.StartAsync(lab, machine, "192.0.2.0/24", "klap=1", 1, seed: 4);

        await watch.ShowsAsync("lamp", static lamp => (bool)lamp["converged"]! && (string?)lamp["reported"] == "on", "is on");
        Assert.Equal("192.0.2.77:80", (string)watch.Now["lamp"]["address"]!);
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
    public async Task An_interface_that_comes_goes_and_comes_back_is_followed_by_a_running_hive()
    {
        await using var lab = Lab.Make();
        var hive = await lab.MachineAsync("hive");
        var up = await HiveAt.UpAsync(lab, hive, "targets = [ broadcast ], every = 1d");
        var watch = new Watch(up.User);

        await JoinPlugsAsync(lab, hive, "eth0", "192.0.2", "klap=1", 1, seed: 7);
        await watch.LoggedInAsync(1);

        await hive.DownAsync("eth0");
        await watch.AllShowAsync(1, static outlet => outlet["problem"] is not null, "have a problem");
        await hive.UpAsync("eth0");
        await watch.AllShowAsync(1, static outlet => Outlet.IsLoggedIn(outlet) && outlet["problem"] is null, "are back");
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

    /// <summary>A segment of its own on one of the hive's interfaces, with plugs at .10 and up.</summary>
    private static async Task<Plugs> JoinPlugsAsync(Lab lab, Machine hive, string card, string network, string mix, int count, int seed)
    {
        var segment = await lab.SegmentAsync($"house-{card}");
        var machine = await lab.MachineAsync($"plugs-{card}");
        await lab.JoinAsync(machine, "eth0", segment, [.. Enumerable.Range(10, count).Select(host => $"{network}.{host}/24")]);
        var plugs = await Plugs.StartAsync(lab, machine, $"{network}.0/24", mix, count, seed);
        await lab.JoinAsync(hive, card, segment, $"{network}.1/24");
        return plugs;
    }

    private static async Task<(Machine Hive, Plugs Plugs)> BehindRouterAsync(Lab lab)
    {
        var hive = await lab.MachineAsync("hive");
        var router = await lab.MachineAsync("router");
        var machine = await lab.MachineAsync("plugs");
        var near = await lab.SegmentAsync("near");
        var far = await lab.SegmentAsync("far");
        await lab.JoinAsync(hive, "eth0", near, "192.0.2.1/24");
        await lab.JoinAsync(router, "eth0", near, "192.0.2.254/24");
        await lab.JoinAsync(router, "eth1", far, "203.0.113.30/24");
        await router.ForwardAsync();
        await lab.JoinAsync(machine, "eth0", far, "203.0.113.10/24", "203.0.113.11/24");
        await hive.RouteAsync("203.0.113.0/24 via 192.0.2.254");
        await machine.RouteAsync("default via 203.0.113.30");
        return (hive, await Plugs.StartAsync(lab, machine, "203.0.113.0/24", "klap=1,aes=1", 2, seed: 8));
    }

    private static IReadOnlyList<JsonObject> Waiting(CommandResult listed) =>
        listed.ExitCode == 0 ? [.. listed.Json["waiting"]!.AsArray().Select(static plug => plug!.AsObject())] : [];

    private static string Flat(string text) => text.ReplaceLineEndings(" ");
}
