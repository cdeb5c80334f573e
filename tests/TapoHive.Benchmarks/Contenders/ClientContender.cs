using System.Text.Json;
using TapoHive.Benchmarks.Stage;

namespace TapoHive.Benchmarks.Contenders;

/// <summary>A bare client in a process of its own, which takes orders line by line and times itself: the npm package, or the limit.</summary>
internal sealed class ClientContender : IContender
{
    private readonly Child _process;
    private readonly EmulatorProcess _emulator;

    private ClientContender(string name, Child process, EmulatorProcess emulator) => (Name, _process, _emulator) = (name, process, emulator);

    public string Name { get; }

    /// <summary>The limit: the fewest bytes that prove as much, from sockets alone.</summary>
    public static Task<ClientContender> BareAsync(EmulatorProcess emulator, string transport, CancellationToken cancellation) =>
        StartAsync("bare loop", Places.Benchmarks, ["bare", transport], emulator, cancellation);

    /// <summary>The npm client; nothing where Node or the package is not to be had.</summary>
    public static async Task<ClientContender?> NpmAsync(EmulatorProcess emulator, CancellationToken cancellation)
    {
        if (!await NpmPackage.IsInstalledAsync(cancellation))
        {
            return null;
        }

        return await StartAsync("npm", "node", [.. await NpmPackage.NodeOptionsAsync(cancellation), NpmPackage.Lapper], emulator, cancellation);
    }

    public Task BeginTurnAsync(int laps, CancellationToken cancellation) => OrderAsync("connect", on: false, cancellation);

    public async Task<Lap> RunAsync(bool on, Sessions sessions, CancellationToken cancellation)
    {
        if (sessions == Sessions.Forgotten)
        {
            await _emulator.OrderAsync("forget", cancellation);
        }

        var (cpu, plugsCpu) = (_process.Cpu, _emulator.Process.Cpu);
        var milliseconds = await OrderAsync(sessions == Sessions.Forgotten ? "connect" : "switch", on, cancellation);
        return new Lap(milliseconds, (_process.Cpu - cpu).TotalMilliseconds, (_emulator.Process.Cpu - plugsCpu).TotalMilliseconds);
    }

    public Task EndTurnAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<ClientContender> StartAsync(string name, string program, string[] arguments, EmulatorProcess emulator, CancellationToken cancellation)
    {
        var contender = new ClientContender(name, Child.Start(program, arguments), emulator);
        await contender._process.WriteLineAsync(JsonSerializer.Serialize(new
        {
            username = EmulatorProcess.Username,
            password = EmulatorProcess.Password,
            addresses = emulator.Plugs.Select(static plug => plug.Address.ToString()),
        }));
        await contender.AnswerAsync(cancellation);
        return contender;
    }

    private async Task<double> OrderAsync(string what, bool on, CancellationToken cancellation)
    {
        await _process.WriteLineAsync(JsonSerializer.Serialize(new { lap = what, on }));
        var line = await AnswerAsync(cancellation);
        var answer = JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web);
        return answer is { Failed: 0, Milliseconds: > 0 }
            ? answer.Milliseconds
            : throw new MeasurementException($"{Name}: {answer?.Failed} plugs were not switched, the first because: {answer?.Because} ({line})");
    }

    // Node says on its output that it was told to allow what it would not.
    private async Task<string> AnswerAsync(CancellationToken cancellation)
    {
        string line;
        do
        {
            line = await _process.NeedLineAsync(cancellation);
        }
        while (!line.StartsWith('{'));
        return line;
    }

    private sealed record Answer(double Milliseconds, int Failed, string? Because);
}
