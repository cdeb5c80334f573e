using System.Diagnostics;
using TapoHive.Control.Wire;
using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Stage;

namespace TapoHive.Benchmarks.Rows;

/// <summary>How soon somebody who watches is told of an outlet that does not do what is wanted of it.</summary>
internal static class BeingTold
{
    private static readonly string[] Troubles = ["ignore", "dark:silent", "dark:mute", "dark:refused", "error:-1008"];

    public static async Task<Row> MeasureAsync(CancellationToken cancellation)
    {
        await using var emulator = await EmulatorProcess.StartAsync(Troubles.Length, "klap=1", seed: 1, cancellation);
        await using var hive = await Hive.UpAsync([emulator], [], cancellation);
        await hive.UntilWellAsync(TimeSpan.FromMinutes(1), cancellation);
        await hive.SwitchAllAsync(on: false, cancellation);
        List<Figure> figures = [];
        for (var number = 1; number <= Troubles.Length; number++)
        {
            var name = $"p{number}";
            await emulator.OrderAsync($"{Troubles[number - 1]}@{number}", cancellation);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            enough.CancelAfter(TimeSpan.FromSeconds(90));
            var watch = hive.WatchAsync([name], enough.Token).GetAsyncEnumerator(enough.Token);
            await watch.MoveNextAsync();
            var begun = Stopwatch.GetTimestamp();
            await hive.SwitchAsync(on: true, name, Waiting.ForAcceptance, cancellation);
            try
            {
                while (await watch.MoveNextAsync() && !watch.Current.Any(static outlet => outlet.Problem is not null))
                {
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new MeasurementException($"Nobody was told of '{Troubles[number - 1]}' within 90 s.");
            }

            figures.Add(new Figure($"told of a plug with '{Troubles[number - 1]}' after", "s", new Series([Stopwatch.GetElapsedTime(begun).TotalSeconds]), 60));
            await watch.DisposeAsync();
        }

        return new Row("somebody who watches is told of an outlet that does not converge", $"{Program.Name} told", figures, []);
    }
}
