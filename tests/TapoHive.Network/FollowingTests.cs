using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;
using TapoHive.Network.Houses;
using TapoHive.Network.Networks;
using static TapoHive.Network.Houses.Neighbourhood;

namespace TapoHive.Network;

/// <summary>Plugs and interfaces that come, go and move while a hive runs.</summary>
public sealed class FollowingTests
{
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

        // Another plug of the same account gets the address, and the account would open it too.
        var other = await lab.MachineAsync("other");
        await lab.JoinAsync(other, "eth0", segment, "192.0.2.10/24");
        var stranger = await Plugs.StartAsync(lab, other, "192.0.2.0/24", "klap=1", 1, seed: 9);
        await watch.ShowsAsync(now => now.Values.Any(plug => (string?)plug["mac"] == stranger.Mac(1) && Outlet.IsLoggedIn(plug)), "the other plug is one of its own", Until.Patience);

        await machine.AddAsync("eth0", "192.0.2.77/24");
        await Plugs.StartAsync(lab, machine, "192.0.2.0/24", "klap=1", 1, seed: 4);

        await watch.ShowsAsync("lamp", static lamp => (bool)lamp["converged"]! && (string?)lamp["reported"] == "on", "is on");
        Assert.Equal("192.0.2.77:80", (string)watch.Now["lamp"]["address"]!);
        Assert.All(watch.Shown.Where(plug => (string?)plug["mac"] == stranger.Mac(1) && plug["reported"] is not null), static plug => Assert.Equal("off", (string)plug["reported"]!));
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
}
