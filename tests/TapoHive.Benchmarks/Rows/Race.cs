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
    // A new session takes five seconds of waiting, and as many requests as five with a session.
    private static readonly (int Rounds, int Pairs) WarmUpWithSessions = (4, 8);
    private static readonly (int Rounds, int Pairs) WarmUpWithout = (4, 3);

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

        foreach (var fault in Faults)
        {
            await emulator.OrderAsync(fault, cancellation);
        }
    }

    private async Task RunAsync(List<IContender> contenders, EmulatorProcess emulator, Laps laps, CancellationToken cancellation)
    {
        // Everybody's code is compiled as well as it gets before anything counts: all of them are meant to run for long.
        var warmUp = Sessions == Sessions.Open ? WarmUpWithSessions : WarmUpWithout;
        for (var number = -warmUp.Rounds; number < Rounds; number++)
        {
            var pairs = number >= 0 ? Pairs : warmUp.Pairs;
            Dictionary<string, List<Lap>> round = [];
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var contender = contenders[(turn + number + warmUp.Rounds) % contenders.Count];
                round[contender.Name] = await TakeTurnAsync(contender, emulator, pairs, cancellation);
            }

            await emulator.ClearLogsAsync(cancellation);
            if (number >= 0)
            {
                laps.Add(round);
            }

            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {(number < 0 ? "warming up" : $"round {number + 1} of {Rounds}")}: {string.Join(", ", contenders.Select(contender => Summary(contender.Name, round[contender.Name])))}"));
        }
    }

    private static string Summary(string name, List<Lap> laps) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name} {laps.Average(static lap => lap.Milliseconds):0} ms (cpu {laps.Average(static lap => lap.CpuMilliseconds):0} ms, plugs {laps.Average(static lap => lap.EmulatorCpuMilliseconds):0} ms)");

    private async Task<List<Lap>> TakeTurnAsync(IContender contender, EmulatorProcess emulator, int pairs, CancellationToken cancellation)
    {
        await contender.BeginTurnAsync(cancellation);
        List<Lap> laps = [];
        for (var lap = 0; lap < 2 * pairs; lap++)
        {
            var on = lap % 2 == 0;
            var run = await contender.RunAsync(on, Sessions, cancellation);
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
}
