using System.Globalization;
using TapoHive.Benchmarks.Contenders;
using TapoHive.Benchmarks.Stage;

namespace TapoHive.Benchmarks.Rows;

/// <summary>
/// The hive, the npm client and the bare loop switch the same emulated plugs in turns, round by round, whoever is first changing with the round. All of it
/// begins anew several times: no two processes of a program are equally fast, and the same command run twice is to say the same.
/// </summary>
/// <param name="Plugs">How many plugs.</param>
/// <param name="Mix">Which kinds, as <c>emulate</c> takes it.</param>
/// <param name="Field">Who runs beside the hive.</param>
/// <param name="Starts">How often all processes are started.</param>
/// <param name="Rounds">How many rounds each time.</param>
/// <param name="Pairs">How often all plugs are switched on and off in a turn.</param>
/// <param name="Sessions">What becomes of the sessions.</param>
internal sealed record Race(int Plugs, string Mix, Field Field, int Starts, int Rounds, int Pairs, Sessions Sessions)
{
    // Everybody's code is compiled as well as it gets before anything counts: all of them are meant to run for long. What is done once for all plugs is compiled
    // last, some sixty laps after the first. A lap without sessions takes five seconds of waiting.
    private static readonly Stretch WithSessions = new(Sessions.Open, Rounds: 4, Pairs: 16);
    private static readonly Stretch WithoutSessions = new(Sessions.Forgotten, Rounds: 3, Pairs: 3);

    /// <summary>Faults of the plugs.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Runs it.</summary>
    public async Task<Laps> RunAsync(CancellationToken cancellation)
    {
        var laps = new Laps(Plugs);
        for (var start = 0; start < Starts; start++)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  start {start + 1} of {Starts}"));
            await using var emulator = await EmulatorProcess.StartAsync(Plugs, Mix, seed: 1, cancellation);
            List<IContender> contenders = [];
            try
            {
                await LineUpAsync(contenders, emulator, cancellation);
                await RunAsync(contenders, emulator, laps, cancellation);
            }
            finally
            {
                foreach (var contender in contenders)
                {
                    await contender.DisposeAsync();
                }
            }
        }

        return laps;
    }

    private async Task LineUpAsync(List<IContender> contenders, EmulatorProcess emulator, CancellationToken cancellation)
    {
        var hive = await Hive.UpAsync([emulator], [], cancellation);
        contenders.Add(new HiveContender(hive, emulator));
        await hive.UntilWellAsync(TimeSpan.FromMinutes(3), cancellation);
        if (Field.HasFlag(Field.Bare))
        {
            contenders.Add(await ClientContender.BareAsync(emulator, Mix.StartsWith("aes", StringComparison.Ordinal) ? "aes" : "klap", cancellation));
        }

        if (Field.HasFlag(Field.Npm) && await ClientContender.NpmAsync(emulator, cancellation) is { } npm)
        {
            contenders.Add(npm);
        }
    }

    private async Task RunAsync(List<IContender> contenders, EmulatorProcess emulator, Laps laps, CancellationToken cancellation)
    {
        await RunAsync("warming up", contenders, emulator, WithSessions, cancellation);
        if (Sessions == Sessions.Forgotten)
        {
            await RunAsync("warming up", contenders, emulator, WithoutSessions, cancellation);
        }

        if (Faults.Count > 0)
        {
            foreach (var fault in Faults)
            {
                await emulator.OrderAsync(fault, cancellation);
            }

            await RunAsync("warming up", contenders, emulator, new Stretch(Sessions, Rounds: 1, Pairs), cancellation);
        }

        foreach (var round in await RunAsync("measuring", contenders, emulator, new Stretch(Sessions, Rounds, Pairs), cancellation))
        {
            laps.Add(round);
        }
    }

    private async Task<List<Dictionary<string, List<Lap>>>> RunAsync(string what, List<IContender> contenders, EmulatorProcess emulator, Stretch stretch, CancellationToken cancellation)
    {
        List<Dictionary<string, List<Lap>>> rounds = [];
        for (var number = 0; number < stretch.Rounds; number++)
        {
            Dictionary<string, List<Lap>> round = [];
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var contender = contenders[(turn + number) % contenders.Count];
                round[contender.Name] = await TakeTurnAsync(contender, emulator, stretch, cancellation);
            }

            rounds.Add(round);
            await emulator.ClearLogsAsync(cancellation);
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"  {what}, {number + 1} of {stretch.Rounds}: {string.Join(", ", contenders.Select(contender => Summary(contender.Name, round[contender.Name])))}"));
        }

        return rounds;
    }

    private static string Summary(string name, List<Lap> laps) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name} {laps.Average(static lap => lap.Milliseconds):0} ms (cpu {laps.Average(static lap => lap.CpuMilliseconds):0} ms, plugs {laps.Average(static lap => lap.EmulatorCpuMilliseconds):0} ms)");

    private async Task<List<Lap>> TakeTurnAsync(IContender contender, EmulatorProcess emulator, Stretch stretch, CancellationToken cancellation)
    {
        var count = 2 * stretch.Pairs;
        await contender.BeginTurnAsync(count, cancellation);
        List<Lap> laps = [];
        for (var lap = 0; lap < count; lap++)
        {
            var on = lap % 2 == 0;
            var run = await contender.RunAsync(on, stretch.Sessions, cancellation);
            var closed = await emulator.CountOnAsync(cancellation);
            if (on ? closed < Plugs : closed > 0)
            {
                throw new MeasurementException($"{contender.Name} says that all plugs are {(on ? "on" : "off")}, and {closed} of {Plugs} are on in truth.");
            }

            laps.Add(run);
        }

        await contender.EndTurnAsync(cancellation);
        return laps;
    }

    private sealed record Stretch(Sessions Sessions, int Rounds, int Pairs);
}
