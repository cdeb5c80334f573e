using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TapoHive.Domain.Plugs;
using TapoHive.EndToEnd.Running;

namespace TapoHive.Chaos.Processes;

/// <summary>The process <c>tapohive emulate --control</c>: plugs that outlive every hive, and the door through which fate and truth come.</summary>
internal sealed class EmulatorProcess
{
    private static readonly HttpClient Web = new();
    private readonly string _control;

    private EmulatorProcess(string control, int discovery, ImmutableArray<Mac> macs) => (_control, DiscoveryPort, Macs) = (control, discovery, macs);

    /// <summary>Where its plugs are discovered.</summary>
    public int DiscoveryPort { get; }

    /// <summary>Its plugs, in order.</summary>
    public ImmutableArray<Mac> Macs { get; }

    public static async Task<EmulatorProcess> StartAsync(Home home, string mix, int plugs, IPNetwork network, string username, string password, int seed)
    {
        var (discovery, control) = (FreePort(SocketType.Dgram), FreePort(SocketType.Stream));
        var process = home.Start(
            "emulate", "--mix", mix, "--bind", network.ToString(), "--port", "0", "--discovery-port", Text(discovery), "--control", Text(control),
            "--username", username, "--password", password, "--seed", Text(seed));
        await Until.TrueAsync(() => process.Out.Lines.Count >= plugs || process.HasEnded, () => $"the plugs are there. {process}");
        return new EmulatorProcess(
            $"http://127.0.0.1:{Text(control)}",
            discovery,
            [.. process.Out.Lines.Take(plugs).Select(static line => Mac.Parse((string)JsonNode.Parse(line)!["mac"]!))]);
    }

    /// <summary>Orders a fault or an incident.</summary>
    public async Task OrderAsync(string fault)
    {
        using var answer = await Web.PostAsJsonAsync($"{_control}/faults", new { fault }, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{fault}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Ends every fault.</summary>
    public async Task HealAsync()
    {
        using var answer = await Web.DeleteAsync($"{_control}/faults", TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The plugs as they truly are.</summary>
    public Task<JsonArray> PlugsAsync() => GetAsync("plugs");

    /// <summary>What its relays did.</summary>
    public Task<JsonArray> MovementsAsync() => GetAsync("movements");

    /// <summary>What reached its plugs.</summary>
    public Task<JsonArray> RequestsAsync() => GetAsync("requests");

    private async Task<JsonArray> GetAsync(string what) =>
        JsonNode.Parse(await Web.GetStringAsync($"{_control}/{what}", TestContext.Current.CancellationToken))![what]!.AsArray();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort(SocketType type)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
