using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Stage;
using TapoHive.Control.Client;

namespace TapoHive.Benchmarks.Rows;

/// <summary>All rows, one after the other. A row that does not come about is told of and leaves the others alone.</summary>
internal static class WholeTable
{
    public static async Task<Row[]> MeasureAsync(int starts, int rounds, CancellationToken cancellation)
    {
        (string Name, Func<Task<Row[]>> Measure)[] parts =
        [
            ("on-all, KLAP", async () => [await SwitchingAll.FromNothingAsync(500, "klap=1", starts, rounds, Field.All, cancellation)]),
            ("on-all, AES", async () => [await SwitchingAll.FromNothingAsync(500, "aes=1", starts, rounds, Field.All, cancellation)]),
            ("writes", async () => [await SwitchingAll.WithSessionsAsync(500, "klap=1", starts, rounds, Field.All, cancellation)]),
            ("delay 100 ms", async () => [await SwitchingAll.DelayedAsync(500, "klap=1", starts, rounds, 100, cancellation)]),
            ("delay 500 ms", async () => [await SwitchingAll.DelayedAsync(500, "klap=1", starts, rounds, 500, cancellation)]),
            ("command", async () => [await WholeCommand.MeasureAsync(3 * rounds, cancellation)]),
            ("large", () => LargeHouse.IdleAndRestartAsync(10_000, 30, cancellation)),
            ("black-holes", async () => [await ScriptedRow.BlackHolesAsync(300, "klap=1", 5 * rounds, cancellation)]),
            ("punctuality", async () => [await ScriptedRow.PunctualityAsync(1000, 2, cancellation)]),
            ("told", async () => [await BeingTold.MeasureAsync(cancellation)]),
            ("growth", async () => [await LargeHouse.GrowthAsync([100, 1000], cancellation)]),
        ];
        List<Row> rows = [];
        foreach (var (name, measure) in parts)
        {
            await Console.Error.WriteLineAsync($"{name} ...");
            try
            {
                rows.AddRange(await measure());
            }
            catch (Exception e) when (e is MeasurementException or HiveException)
            {
                rows.Add(new Row(name, $"{Program.Name} {name.Split(',', ' ')[0]}", [], [$"Not measured: {e.Message}"]));
            }
        }

        return [.. rows];
    }
}
