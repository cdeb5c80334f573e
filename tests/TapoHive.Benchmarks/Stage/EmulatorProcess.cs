using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapoHive.Benchmarks.Stage;

/// <summary>Emulated plugs in a process of their own, with a door for fate and truth.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    public const string Username = "me@example.com";
    public const string Password = "measured";

    private readonly HttpClient _control;

    private EmulatorProcess(Child process, int control, int discovery, IReadOnlyList<EmulatedPlug> plugs)
    {
        (Process, DiscoveryPort, Plugs) = (process, discovery, plugs);
        _control = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{control}/")), Timeout = TimeSpan.FromMinutes(2) };
    }

    public Child Process { get; }

    public int DiscoveryPort { get; }

    public IReadOnlyList<EmulatedPlug> Plugs { get; }

    /// <summary>Starts so many plugs; returns when all of them answer.</summary>
    public static async Task<EmulatorProcess> StartAsync(int plugs, string mix, int seed, CancellationToken cancellation)
    {
        var control = Places.FreeTcpPort();
        var discovery = Places.FreeUdpPort();
        var process = Child.Start(Places.Tapohive,
        [
            "emulate", "--plugs", Text(plugs), "--mix", mix, "--bind", Places.NextNetwork(), "--port", "0", "--discovery-port", Text(discovery),
            "--control", Text(control), "--seed", Text(seed), "--username", Username, "--password", Password,
        ]);
        var met = new List<EmulatedPlug>(plugs);
        while (met.Count < plugs)
        {
            var line = JsonNode.Parse(await process.NeedLineAsync(cancellation))!;
            met.Add(new EmulatedPlug((string)line["mac"]!, IPEndPoint.Parse((string)line["address"]!)));
        }

        return new EmulatorProcess(process, control, discovery, met);
    }

    /// <summary>Sets a fault, or lets something happen, in the words of <c>emulate --fault</c>.</summary>
    /// <returns>The hardware addresses of the plugs concerned.</returns>
    public async Task<IReadOnlySet<string>> OrderAsync(string fault, CancellationToken cancellation)
    {
        using var answer = await _control.PostAsJsonAsync("faults", new { fault }, cancellation);
        var said = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(said)!["plugs"]!.AsArray().Select(static plug => (string)plug!["mac"]!).ToHashSet(StringComparer.Ordinal)
            : throw new MeasurementException($"The emulator refused '{fault}': {said}");
    }

    public async Task ClearFaultsAsync(CancellationToken cancellation) => (await _control.DeleteAsync(new Uri("faults", UriKind.Relative), cancellation)).Dispose();

    public async Task ClearLogsAsync(CancellationToken cancellation) => (await _control.DeleteAsync(new Uri("logs", UriKind.Relative), cancellation)).Dispose();

    /// <summary>How many relays are closed, in truth.</summary>
    public async Task<int> CountOnAsync(CancellationToken cancellation)
    {
        await using var stream = await _control.GetStreamAsync(new Uri("plugs", UriKind.Relative), cancellation);
        using var shown = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
        return shown.RootElement.GetProperty("plugs").EnumerateArray()
            .Sum(static plug => plug.GetProperty("outlets").EnumerateArray().Count(static outlet => outlet.GetProperty("power").ValueEquals("on")));
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await Process.DisposeAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
