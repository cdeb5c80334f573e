using System.Diagnostics;
using System.Globalization;
using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Stage;
using TapoHive.Control.Wire;
using TapoHive.Domain.Runs;

namespace TapoHive.Benchmarks.Rows;

/// <summary>Thousands of plugs in one hive: idle, after a power cut, and what each costs as they grow in number.</summary>
internal static class LargeHouse
{
    // One emulator process has file handles for some 9,900 plugs.
    private const int PlugsAnEmulator = 5000;
    private const double Megabyte = 1024 * 1024;
    private static readonly string[] Settings = ["plugs.poll-every=30s"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // A hive gives back what its start needed within two minutes of it.
    private static readonly TimeSpan UntilIdle = TimeSpan.FromMinutes(2);

    /// <summary>Idle and restarted: two rows of one start.</summary>
    public static async Task<Row[]> IdleAndRestartAsync(int plugs, int seconds, CancellationToken cancellation)
    {
        await using var stage = await StandAsync(plugs, cancellation);
        var hive = stage.Hive;
        var first = stage.UntilWell;
        await Task.Delay(UntilIdle, cancellation);
        await hive.UntilQuietAsync(cancellation);
        List<double> cpu = [], rss = [];
        var window = TimeSpan.FromSeconds(Math.Max(1, seconds / 3.0));
        for (var part = 0; part < 3; part++)
        {
            var before = hive.Process.Cpu;
            await Task.Delay(window, cancellation);
            cpu.Add((hive.Process.Cpu - before) / window * 100);
            rss.Add(hive.Process.ResidentBytes / Megabyte);
        }

        var idle = new Row(
            $"{plugs} plugs idle, polled every 30 s",
            string.Create(CultureInfo.InvariantCulture, $"{Program.Name} large --plugs {plugs} --seconds {seconds}"),
            [
                new("memory of the hive (RSS)", "MB", new Series(rss), 600),
                new("memory a plug, all of the process counted", "KB", new Series([.. rss.Select(megabytes => megabytes * 1024 / plugs)])),
                new("processor", "% of a core", new Series(cpu), 50),
                new("first start: all plugs logged in", "s", new Series([first.TotalSeconds])),
                new("open files and sockets", "", new Series([hive.Process.Handles])),
            ],
            ["Watched from two minutes after all plugs were logged in."]);

        await hive.KillAsync();
        var begun = Stopwatch.GetTimestamp();
        await hive.StartAsync(cancellation);
        var run = await hive.SwitchAsync(on: true, "p1", Waiting.ForAcceptance, cancellation);
        var accepted = Stopwatch.GetElapsedTime(begun);
        await hive.UntilWellAsync(Patience, cancellation);
        var well = Stopwatch.GetElapsedTime(begun);
        var restart = new Row(
            $"restart with {plugs} plugs, after a kill",
            string.Create(CultureInfo.InvariantCulture, $"{Program.Name} large --plugs {plugs} --seconds {seconds}"),
            [
                new("first command durably accepted", "s", new Series([accepted.TotalSeconds]), 2),
                new("all plugs logged in", "s", new Series([well.TotalSeconds]), 30),
                new("processor time until then", "s", new Series([hive.Process.Cpu.TotalSeconds])),
            ],
            [$"The command was {run.Outcome}. All times from the start of the process, the time to enter its gate included."]);
        return [idle, restart];
    }

    /// <summary>What a plug costs, from a hundred to thousands.</summary>
    public static async Task<Row> GrowthAsync(IReadOnlyList<int> sizes, CancellationToken cancellation)
    {
        List<Figure> figures = [];
        List<double> costs = [], times = [];
        foreach (var plugs in sizes)
        {
            await using var stage = await StandAsync(plugs, cancellation);
            var hive = stage.Hive;
            await hive.UntilQuietAsync(cancellation);
            List<double> cost = [], time = [];
            for (var lap = -2; lap < 4; lap++)
            {
                var before = hive.Process.Cpu;
                var begun = Stopwatch.GetTimestamp();
                var run = await hive.SwitchAllAsync(lap % 2 == 0, cancellation);
                if (run.Outcome != RunOutcome.Converged)
                {
                    throw new MeasurementException($"Switching {plugs} plugs ended as {run.Outcome}.");
                }

                if (lap >= 0)
                {
                    time.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds * 1000 / plugs);
                    cost.Add((hive.Process.Cpu - before).TotalMicroseconds / plugs);
                }

                await hive.UntilQuietAsync(cancellation);
            }

            costs.Add(new Series(cost).Median);
            times.Add(new Series(time).Median);
            figures.Add(new Figure($"{plugs} plugs: hive's processor time a switched plug", "us", new Series(cost)));
            figures.Add(new Figure($"{plugs} plugs: time a switched plug", "us", new Series(time)));
            figures.Add(new Figure($"{plugs} plugs: memory (RSS)", "MB", new Series([hive.Process.ResidentBytes / Megabyte])));
        }

        // Flat: the largest house pays for each plug what the smallest does, but for a quarter.
        figures.Add(new Figure($"processor time a plug, {sizes[^1]} to {sizes[0]}", "ratio", new Series([costs[^1] / costs[0]]), 1.25));
        return new Row("growth: on/off of all plugs, sessions open", $"{Program.Name} growth --sizes {string.Join(' ', sizes)}", figures, []);
    }

    private static async Task<Stand> StandAsync(int plugs, CancellationToken cancellation)
    {
        List<EmulatorProcess> emulators = [];
        for (var left = plugs; left > 0; left -= PlugsAnEmulator)
        {
            emulators.Add(await EmulatorProcess.StartAsync(Math.Min(left, PlugsAnEmulator), "klap=1", seed: emulators.Count + 1, cancellation));
        }

        var begun = Stopwatch.GetTimestamp();
        var hive = await Hive.UpAsync(emulators, Settings, cancellation);
        await hive.UntilWellAsync(Patience, cancellation);
        return new Stand(emulators, hive, Stopwatch.GetElapsedTime(begun));
    }

    private sealed record Stand(List<EmulatorProcess> Emulators, Hive Hive, TimeSpan UntilWell) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Hive.DisposeAsync();
            foreach (var emulator in Emulators)
            {
                await emulator.DisposeAsync();
            }
        }
    }
}
