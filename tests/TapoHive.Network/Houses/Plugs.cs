using System.Globalization;
using System.Text.Json.Nodes;
using TapoHive.EndToEnd.Running;
using TapoHive.Network.Networks;

namespace TapoHive.Network.Houses;

/// <summary>Emulated plugs on a machine of a laboratory: a process there. The same seed is the same plugs, wherever they are.</summary>
internal sealed class Plugs
{
    public const string Username = "me@example.com";
    public const string Password = "correct-horse";
    private readonly Tapohive _process;

    private Plugs(Tapohive process, IReadOnlyList<JsonObject> lines) => (_process, Lines) = (process, lines);

    /// <summary>What the emulator tells of each.</summary>
    public IReadOnlyList<JsonObject> Lines { get; }

    public string Address(int number) => (string)Lines[number - 1]["address"]!;

    public string Mac(int number) => (string)Lines[number - 1]["mac"]!;

    /// <summary>Starts so many on the addresses that the machine has in a network.</summary>
    public static async Task<Plugs> StartAsync(Lab lab, Machine machine, string network, string mix, int count, int seed)
    {
        var process = lab.UserAt(machine).Start(
            "emulate", "--bind", network, "--port", "80", "--mix", mix, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--username", Username, "--password", Password);
        await Until.TrueAsync(() => process.Out.Lines.Count >= count || process.HasEnded, () => $"{count} plugs answer. {process}");
        Assert.False(process.HasEnded, process.ToString());
        return new Plugs(process, [.. process.Out.Lines.Take(count).Select(static line => JsonNode.Parse(line)!.AsObject())]);
    }

    /// <summary>They lose their mains.</summary>
    public Task StopAsync() => _process.KillAsync();
}
