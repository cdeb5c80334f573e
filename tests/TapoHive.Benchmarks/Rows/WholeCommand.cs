using System.Diagnostics;
using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Stage;
using TapoHive.Control.Wire;
using TapoHive.Domain.Runs;

namespace TapoHive.Benchmarks.Rows;

/// <summary>What a person waits for: a command from typing it to its end, and the hive's share of that.</summary>
internal static class WholeCommand
{
    private const int Plugs = 20;

    // A hive runs for months: what it does for a command is compiled as well as it gets before anything counts.
    private const int RoundsToWarmUp = 20;

    public static async Task<Row> MeasureAsync(int rounds, CancellationToken cancellation)
    {
        await using var emulator = await EmulatorProcess.StartAsync(Plugs, "klap=1", seed: 1, cancellation);
        await using var hive = await Hive.UpAsync([emulator], [], cancellation);
        await hive.UntilWellAsync(TimeSpan.FromMinutes(1), cancellation);
        for (var round = 0; round < RoundsToWarmUp; round++)
        {
            await hive.StatusAsync([], cancellation);
            await hive.SwitchAsync(true, "p1", Waiting.ForProof, cancellation);
            await hive.SwitchAsync(false, "p1", Waiting.ForProof, cancellation);
        }

        List<double> status = [], on = [], shareOfStatus = [], proof = [];
        for (var round = -1; round < rounds; round++)
        {
            await hive.UntilQuietAsync(cancellation);
            var asked = Stopwatch.GetTimestamp();
            await hive.StatusAsync([], cancellation);
            var answered = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            var run = await hive.SwitchAsync(true, "p1", Waiting.ForProof, cancellation);
            if (run.Outcome != RunOutcome.Converged)
            {
                throw new MeasurementException($"Switching one plug ended as {run.Outcome}.");
            }

            var whole = await TimeAsync(hive, ["status"], cancellation);
            var switched = await TimeAsync(hive, ["off", "p1"], cancellation);
            if (round < 0)
            {
                continue;
            }

            status.Add(whole);
            on.Add(switched);
            shareOfStatus.Add(answered);
            proof.Add((run.FinishedAt - run.StartedAt)?.TotalMilliseconds ?? double.NaN);
        }

        return new Row(
            "a command, whole process",
            $"{Program.Name} command --rounds {rounds}",
            [
                new("status, from the shell and back", "ms", new Series(status), 400),
                new("on lamp, from the shell and back, proven", "ms", new Series(on), 500),
                new("hive's share of status, over an open connection", "ms", new Series(shareOfStatus), 5),
                new("hive's share of on lamp: acceptance to proof", "ms", new Series(proof), 5),
            ],
            ["The program is the Release build's, compiled ahead of time where the SDK can."]);
    }

    private static async Task<double> TimeAsync(Hive hive, string[] command, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var (code, _, errors) = await Child.RunAsync(Places.Tapohive, command, hive.Environment, cancellation);
        return code == 0
            ? Stopwatch.GetElapsedTime(begun).TotalMilliseconds
            : throw new MeasurementException($"'tapohive {string.Join(' ', command)}' ended with {code}. {errors}");
    }
}
