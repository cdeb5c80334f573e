using System.Diagnostics;
using TapoHive.Benchmarks.Stage;
using TapoHive.Domain.Runs;

namespace TapoHive.Benchmarks.Contenders;

/// <summary>The hive, asked by a program at its gate. Every relay it counts was read back.</summary>
internal sealed class HiveContender(Hive hive, EmulatorProcess emulator) : IContender
{
    /// <summary>Its name among the contenders.</summary>
    public const string Called = "hive";

    private const int RequestsToBegin = 3;

    // Whoever loses a plug's session three times in two seconds has a rival on it, and does not fight him: here nobody is. Nor is a plug to
    // find out by its look after the change before, which comes within some three seconds.
    private static readonly TimeSpan BetweenLosses = TimeSpan.FromSeconds(5);

    // It asks two requests a second of a plug for long, and sixty at once: turns that follow each other faster would measure that guard.
    private static readonly TimeSpan ForOneRequest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LeastBetweenTurns = TimeSpan.FromSeconds(6);

    private bool _sleeps;

    public string Name => Called;

    public async Task BeginTurnAsync(int laps, CancellationToken cancellation)
    {
        if (_sleeps)
        {
            await hive.ResumeAsync(cancellation);
            _sleeps = false;
        }

        var earned = (laps + RequestsToBegin) * ForOneRequest;
        await Task.Delay(earned > LeastBetweenTurns ? earned : LeastBetweenTurns, cancellation);

        // Whoever had a turn before took the sessions away; once around, and all are known to be open again.
        await hive.SwitchAllAsync(true, cancellation);
        await hive.SwitchAllAsync(false, cancellation);
        await hive.UntilWellAsync(TimeSpan.FromMinutes(2), cancellation);
        await hive.UntilQuietAsync(cancellation);
    }

    public async Task<Lap> RunAsync(bool on, Sessions sessions, CancellationToken cancellation)
    {
        if (sessions == Sessions.Forgotten)
        {
            await Task.Delay(BetweenLosses, cancellation);
            await emulator.OrderAsync("forget", cancellation);
        }

        var (cpu, plugsCpu) = (hive.Process.Cpu, emulator.Process.Cpu);
        var begun = Stopwatch.GetTimestamp();
        var run = await hive.SwitchAllAsync(on, cancellation);
        var lap = new Lap(
            Stopwatch.GetElapsedTime(begun).TotalMilliseconds,
            (hive.Process.Cpu - cpu).TotalMilliseconds,
            (emulator.Process.Cpu - plugsCpu).TotalMilliseconds,
            (run.FinishedAt - run.StartedAt)?.TotalMilliseconds);
        return run.Outcome == RunOutcome.Converged
            ? lap
            : throw new MeasurementException($"The hive's run ended as {run.Outcome}: {run.Outlets.FirstOrDefault(static outlet => outlet.Problem is not null)?.Problem?.Message}");
    }

    public async Task EndTurnAsync(CancellationToken cancellation)
    {
        await hive.SuspendAsync();
        _sleeps = true;
    }

    public ValueTask DisposeAsync() => hive.DisposeAsync();
}
