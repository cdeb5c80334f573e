using System.Globalization;
using TapoHive.Benchmarks.Contenders;
using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Stage;

namespace TapoHive.Benchmarks.Rows;

/// <summary>
/// The hive, the npm client and the bare loop switch the same emulated plugs in turns, round by round, whoever is first changing with the round. A
/// ratio is that of one round's figures, so that what the machine does besides hits both sides of it.
/// </summary>
internal sealed class Race : IAsyncDisposable
{
    private const int WarmUps = 4;
    private const int PairsToWarmUp = 3;
    private const int PairsToWarmUpWithSessions = 8;
    private readonly EmulatorProcess _emulator;
    private readonly List<IContender> _contenders;
    private readonly Dictionary<(string Contender, int Round), List<Lap>> _laps = [];

    private Race(EmulatorProcess emulator, List<IContender> contenders) => (_emulator, _contenders) = (emulator, contenders);

    public EmulatorProcess Emulator => _emulator;

    public int Plugs => _emulator.Plugs.Count;

    public IReadOnlyList<IContender> Contenders => _contenders;

    public static async Task<Race> PrepareAsync(int plugs, string mix, Field field, CancellationToken cancellation)
    {
        var emulator = await EmulatorProcess.StartAsync(plugs, mix, seed: 1, cancellation);
        List<IContender> contenders = [];
        try
        {
            var hive = await Hive.UpAsync([emulator], [], cancellation);
            contenders.Add(new HiveContender(hive, emulator));
            await hive.UntilWellAsync(TimeSpan.FromMinutes(3), cancellation);
            if (field.HasFlag(Field.Bare))
            {
                contenders.Add(await ClientContender.BareAsync(emulator, mix.StartsWith("aes", StringComparison.Ordinal) ? "aes" : "klap", cancellation));
            }

            if (field.HasFlag(Field.Npm) && await ClientContender.NpmAsync(emulator, cancellation) is { } npm)
            {
                contenders.Add(npm);
            }

            return new Race(emulator, contenders);
        }
        catch
        {
            foreach (var contender in contenders)
            {
                await contender.DisposeAsync();
            }

            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs so many rounds; in each, every contender switches all plugs on and off so many times.</summary>
    public async Task RunAsync(int rounds, int pairs, Sessions sessions, CancellationToken cancellation)
    {
        // Everybody's code is compiled as well as it gets before anything counts: all of them are meant to run for long.
        for (var round = -WarmUps; round < rounds; round++)
        {
            for (var turn = 0; turn < _contenders.Count; turn++)
            {
                await TakeTurnAsync(_contenders[(turn + round + WarmUps) % _contenders.Count], round, round >= 0 ? pairs : sessions == Sessions.Open ? PairsToWarmUpWithSessions : PairsToWarmUp, sessions, cancellation);
            }

            await _emulator.ClearLogsAsync(cancellation);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {(round < 0 ? "warming up" : $"round {round + 1} of {rounds}")}: {string.Join(", ", _contenders.Select(contender => $"{contender.Name} {Mean(contender.Name, round, static lap => lap.Milliseconds):0} ms (cpu {Mean(contender.Name, round, static lap => lap.CpuMilliseconds):0} ms, plugs {Mean(contender.Name, round, static lap => lap.EmulatorCpuMilliseconds):0} ms)"))}"));
        }
    }

    /// <summary>One figure of a contender for each round.</summary>
    public Series Of(string contender, Func<Lap, double> figure) => new([.. Rounds().Select(round => Mean(contender, round, figure))]);

    /// <summary>The hive's figure to another's, round by round; nothing where the other did not run.</summary>
    public Series? Ratio(string other, Func<Lap, double> figure) => _contenders.Any(contender => contender.Name == other)
        ? new Series([.. Rounds().Select(round => Mean("hive", round, figure) / Mean(other, round, figure))])
        : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var contender in _contenders)
        {
            await contender.DisposeAsync();
        }

        await _emulator.DisposeAsync();
    }

    private async Task TakeTurnAsync(IContender contender, int round, int pairs, Sessions sessions, CancellationToken cancellation)
    {
        await contender.BeginTurnAsync(cancellation);
        for (var lap = 0; lap < 2 * pairs; lap++)
        {
            var on = lap % 2 == 0;
            var run = await contender.RunAsync(on, sessions, cancellation);
            var closed = await _emulator.CountOnAsync(cancellation);
            if (on ? closed < Plugs : closed > 0)
            {
                throw new MeasurementException($"{contender.Name} says that all plugs are {(on ? "on" : "off")}, and {closed} of {Plugs} are on in truth.");
            }

            if (!_laps.TryGetValue((contender.Name, round), out var laps))
            {
                _laps[(contender.Name, round)] = laps = [];
            }

            laps.Add(run);
        }

        await contender.EndTurnAsync(cancellation);
    }

    private IEnumerable<int> Rounds() => _laps.Keys.Select(static key => key.Round).Where(static round => round >= 0).Distinct().Order();

    private double Mean(string contender, int round, Func<Lap, double> figure) => _laps[(contender, round)].Average(figure);
}
