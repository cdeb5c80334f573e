using TapoHive.Network.Networks;

namespace TapoHive.Network.Houses;

/// <summary>How hives and plugs are joined in these tests.</summary>
internal static class Neighbourhood
{
    public const string Broadcast = "targets = [ broadcast ], every = 5s";

    /// <summary>A segment of its own on one of the hive's interfaces, with plugs at .10 and up.</summary>
    public static async Task<Plugs> JoinPlugsAsync(Lab lab, Machine hive, string card, string network, string mix, int count, int seed)
    {
        var segment = await lab.SegmentAsync($"house-{card}");
        var machine = await lab.MachineAsync($"plugs-{card}");
        await lab.JoinAsync(machine, "eth0", segment, [.. Enumerable.Range(10, count).Select(host => $"{network}.{host}/24")]);
        var plugs = await Plugs.StartAsync(lab, machine, $"{network}.0/24", mix, count, seed);
        await lab.JoinAsync(hive, card, segment, $"{network}.1/24");
        return plugs;
    }

    /// <summary>A hive, a router, and plugs on its far side.</summary>
    public static async Task<(Machine Hive, Plugs Plugs)> BehindRouterAsync(Lab lab)
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
}
