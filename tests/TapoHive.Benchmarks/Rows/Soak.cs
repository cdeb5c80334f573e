using System.Diagnostics;
using System.Globalization;
using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Stage;
using TapoHive.Control.Wire;
using TapoHive.Domain.Runs;

namespace TapoHive.Benchmarks.Rows;

/// <summary>
/// A hive under mixed load for as long as is asked for, while its plugs get lost, refuse, forget, are pressed and come back. Every minute its memory, its
/// handles and the time to proof of healthy plugs are noted; flat is what has no slope worth mentioning over the second half.
/// </summary>
internal static class Soak
{
    private const double Megabyte = 1024 * 1024;
    private static readonly string[] Faults =
    [
        "dark:silent@5%/for=20s", "dark:refused@5%/for=15s", "dark:mute@3%/for=20s", "delay:300ms@10%/for=20s", "drop:after@5%/next=2", "hang-up@10%/for=30s",
        "busy@5%/for=10s", "signature@3%/next=2", "ignore@2%/for=10s", "forget@20%", "press@3%", "reboot:2s@3%", "error:-1301@3%/for=10s", "oversized:1m@2%/next=1",
    ];

    public static async Task<Row> MeasureAsync(int plugs, string mix, int minutes, int seed, CancellationToken cancellation)
    {
        await using var emulator = await EmulatorProcess.StartAsync(plugs, mix, seed: 1, cancellation);
        await using var hive = await Hive.UpAsync([emulator], [], cancellation);
        await hive.UntilWellAsync(TimeSpan.FromMinutes(3), cancellation);
        var chance = new Random(seed);
        List<double> memory = [], handles = [], latency = [], converged = [];
        var end = Stopwatch.StartNew();
        while (end.Elapsed < TimeSpan.FromMinutes(minutes))
        {
            var minute = Stopwatch.StartNew();
            while (minute.Elapsed < TimeSpan.FromSeconds(45))
            {
                await emulator.OrderAsync(Faults[chance.Next(Faults.Length)], cancellation);
                var run = await hive.SwitchAsync(chance.Next(2) == 0, Selector(chance, plugs), chance.Next(3) == 0 ? Waiting.ForAcceptance : Waiting.ForProof, cancellation);
                converged.Add(run.Outcome == RunOutcome.Converged ? 1 : 0);
                await hive.StatusAsync([], cancellation);
                await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(500, 3000)), cancellation);
            }

            // Everybody is well again: what is left now stays.
            await emulator.ClearFaultsAsync(cancellation);
            await emulator.ClearLogsAsync(cancellation);
            await hive.UntilWellAsync(TimeSpan.FromMinutes(3), cancellation);
            await hive.UntilQuietAsync(cancellation);
            var all = await hive.SwitchAllAsync(memory.Count % 2 == 0, cancellation);
            if (all.Outcome != RunOutcome.Converged)
            {
                throw new MeasurementException($"With all plugs well, a run ended as {all.Outcome}: {all.Outlets.First(static outlet => outlet.Outcome != OutletOutcome.Converged).Problem?.Message}");
            }

            latency.Add((all.FinishedAt - all.StartedAt)?.TotalMilliseconds ?? double.NaN);
            await hive.UntilQuietAsync(cancellation);
            memory.Add(hive.Process.ResidentBytes / Megabyte);
            handles.Add(hive.Process.Handles);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {end.Elapsed.TotalMinutes:0.0} min: {memory[^1]:0} MB, {handles[^1]:0} handles, {latency[^1]:0} ms for all"));
        }

        return new Row(
            $"{minutes} minutes of mixed load and faults, {plugs} plugs ({mix})",
            string.Create(CultureInfo.InvariantCulture, $"{Program.Name} soak --minutes {minutes} --plugs {plugs} --mix {mix} --seed {seed}"),
            [
                new("memory (RSS)", "MB", new Series(memory)),
                new("memory's growth over the second half, an hour", "% of its median", Growth(memory, end.Elapsed), 10),
                new("handles", "", new Series(handles)),
                new("handles' growth over the second half, an hour", "% of their median", Growth(handles, end.Elapsed), 10),
                new("on/off of all, to the last proof", "ms", new Series(latency)),
                new("its growth over the second half, an hour", "% of its median", Growth(latency, end.Elapsed), 25),
                new("runs converged under faults", "%", new Series([converged.Average() * 100])),
            ],
            ["Growth is the median slope between all pairs of minutes (Theil and Sen), so that a single bad minute says nothing."]);
    }

    private static string Selector(Random chance, int plugs) => chance.Next(4) switch
    {
        0 => "all",
        1 => $"p{chance.Next(1, plugs + 1)}",
        _ => string.Join(" or ", Enumerable.Range(0, 10).Select(_ => $"p{chance.Next(1, plugs + 1)}").Distinct(StringComparer.Ordinal)),
    };

    private static Series Growth(List<double> values, TimeSpan whole)
    {
        var half = values[(values.Count / 2)..];
        var step = whole.TotalHours / values.Count;
        List<double> slopes = [];
        for (var from = 0; from < half.Count; from++)
        {
            for (var to = from + 1; to < half.Count; to++)
            {
                slopes.Add((half[to] - half[from]) / ((to - from) * step) / new Series(half).Median * 100);
            }
        }

        return new Series(slopes.Count == 0 ? [0] : [new Series(slopes).Median]);
    }
}
