using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;
using TapoHive.Protocol;

namespace TapoHive.EndToEnd;

/// <summary>The emulator as a program of its own.</summary>
public sealed class EmulateTests
{
    [Fact]
    public async Task Emulated_plugs_of_another_process_are_found_and_switched()
    {
        await using var home = new Home();
        var port = FreePort();
        string[] plugs = ["--mix", "aes=1,klap=2,strip=1", "--bind", "127.29.0.0/16", "--port", "0", "--discovery-port", Text(port)];
        string[] account = ["--username", EmulatedPlugs.Username, "--password", EmulatedPlugs.Password];
        var emulate = home.Start(["emulate", .. plugs, .. account]);
        await Until.TrueAsync(() => emulate.Out.Lines.Count == 4, () => $"four plugs answer. {emulate}");
        var lines = emulate.Out.Lines.Select(static line => JsonNode.Parse(line)!.AsObject()).ToList();
        string[] contract = ["name", "address", "transport", "model", "id", "mac"];
        Assert.All(lines, line => Assert.Equal(contract, line.Select(static field => field.Key)));

        home.Write("password", EmulatedPlugs.Password);
        var house = home.Write("house.conf", HouseText.Of(port));
        var up = home.Start("up", "--house", house);
        await up.SaysAsync(static line => line.Contains("Stop: Ctrl-C", StringComparison.Ordinal), "the hive takes commands");
        await new Watch(home).LoggedInAsync(6);
        (await home.TypeAsync("on", "all")).Exits(0);

        using var outsider = new Outsider();
        foreach (var line in lines)
        {
            var relays = await outsider.ReadAsync(
                (string)line["address"]!,
                (string)line["transport"]!,
                new PlugCredentials(EmulatedPlugs.Username, EmulatedPlugs.Password));
            Assert.All(relays, static relay => Assert.Equal(Domain.Outlets.PowerState.On, relay));
        }

        emulate.Signal(Signals.Terminate);
        (await emulate.EndAsync()).Exits(0);
    }

    [Fact]
    public async Task A_fault_that_is_not_known_is_explained()
    {
        await using var home = new Home();

        var emulate = (await home.TypeAsync("emulate", "--fault", "gremlins")).Exits(2);

        Assert.Contains("'gremlins' is not known; known are", emulate.Error);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
