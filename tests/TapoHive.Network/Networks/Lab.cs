using System.Globalization;
using TapoHive.EndToEnd.Running;

namespace TapoHive.Network.Networks;

/// <summary>
/// Machines and the segments that join them, made of network namespaces, bridges and virtual cables; everything is gone when the test is over.
/// Nothing of it touches the real network: the bridges are in namespaces too.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    /// <summary>Asks for these tests: they need root, and make namespaces that can be seen from outside.</summary>
    public const string Switch = "TAPOHIVE_NETWORK";

    private static int _labs;
    private readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $"tapohive-{Environment.ProcessId}-{Interlocked.Increment(ref _labs)}");
    private readonly List<string> _namespaces = [];
    private readonly List<Home> _homes = [];
    private int _cables;

    /// <summary>Why these tests cannot run here; nothing where they can.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    /// <summary>An empty laboratory; skips the test, in words, where there can be none.</summary>
    public static Lab Make()
    {
        Assert.SkipWhen(Obstacle is not null, Obstacle ?? "");
        return new Lab();
    }

    /// <summary>A machine without any network but its own loopback.</summary>
    public async Task<Machine> MachineAsync(string name)
    {
        var machine = new Machine(await NamespaceAsync(name));
        await machine.UpAsync("lo");
        return machine;
    }

    /// <summary>A segment: whoever is on it hears the others' broadcasts.</summary>
    public async Task<string> SegmentAsync(string name)
    {
        var segment = await NamespaceAsync(name);
        await Ip.RunAsync("-n", segment, "link", "add", "br0", "type", "bridge");
        await Ip.RunAsync("-n", segment, "link", "set", "br0", "up");
        return segment;
    }

    /// <summary>Joins a machine to a segment, under addresses with their prefix.</summary>
    public async Task JoinAsync(Machine machine, string card, string segment, params string[] addresses)
    {
        var port = string.Create(CultureInfo.InvariantCulture, $"port{++_cables}");
        await Ip.RunAsync("link", "add", "name", card, "netns", machine.Name, "type", "veth", "peer", "name", port, "netns", segment);
        await Ip.RunAsync("-n", segment, "link", "set", port, "master", "br0", "up");
        foreach (var address in addresses)
        {
            await machine.AddAsync(card, address);
        }

        await machine.UpAsync(card);
    }

    /// <summary>A user at a machine.</summary>
    public Home UserAt(Machine machine)
    {
        var home = new Home { Within = machine.Within };
        _homes.Add(home);
        return home;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var home in _homes)
        {
            await home.DisposeAsync();
        }

        foreach (var name in _namespaces)
        {
            await Ip.TryAsync("netns", "del", name);
        }
    }

    private async Task<string> NamespaceAsync(string name)
    {
        var full = $"{_prefix}-{name}";
        await Ip.RunAsync("netns", "add", full);
        _namespaces.Add(full);
        return full;
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "Network namespaces exist on Linux only.";
        }

        if (Environment.GetEnvironmentVariable(Switch) != "1")
        {
            return $"These tests make network namespaces, which needs root: run them with {Switch}=1.";
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"tapohive-{Environment.ProcessId}-try");
        try
        {
            var problem = Task.Run(() => Ip.TryAsync("netns", "add", name)).GetAwaiter().GetResult();
            Task.Run(() => Ip.TryAsync("netns", "del", name)).GetAwaiter().GetResult();
            return problem is null ? null : $"No network namespace can be made here: {problem}.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "The program 'ip' is missing (package iproute2).";
        }
    }
}
