using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Stage;
using TapoHive.Control.Contract;
using TapoHive.Control.Wire;
using TapoHive.Domain.Energy;

namespace TapoHive.Benchmarks.Rows;

/// <summary>A year of one outlet, out of a database in which many outlets have a year each: quarters and days of all of it, minutes of the last days.</summary>
internal static class YearOfEnergy
{
    private const int Plugs = 2;
    private const int QuartersOfAYear = 365 * 96;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<Row> MeasureAsync(int outlets, int minuteDays, int rounds, CancellationToken cancellation)
    {
        await using var emulator = await EmulatorProcess.StartAsync(Plugs, "p110=1", seed: 1, cancellation);
        await using var hive = await Hive.UpAsync([emulator], [], cancellation);
        await hive.UntilWellAsync(Patience, cancellation);
        while ((await hive.EnergyAsync(new EnergyRequest(0, [], EnergySpan.Now), cancellation)).Outlets.Length < Plugs)
        {
            await Task.Delay(500, cancellation);
        }

        await hive.KillAsync();
        var begun = Stopwatch.GetTimestamp();
        Fill(hive.Telemetry, outlets, minuteDays);
        var filling = Stopwatch.GetElapsedTime(begun);
        await hive.StartAsync(cancellation);
        await hive.UntilWellAsync(Patience, cancellation);
        var figures = new List<Figure>();
        foreach (var (name, by, days) in new[] { ("a year by months", EnergyScale.Month, 365), ("a year by days", EnergyScale.Day, 365), ("a year by hours", EnergyScale.Hour, 365), ("a day by minutes", EnergyScale.Minute, 1) })
        {
            List<double> share = [];
            var points = 0;
            for (var round = -1; round < rounds; round++)
            {
                await hive.UntilQuietAsync(cancellation);
                var asked = Stopwatch.GetTimestamp();
                var report = await hive.EnergyAsync(new EnergyRequest(0, ["p1"], EnergySpan.Since, Ago(days), By: by), cancellation);
                share.AddRange(round < 0 ? [] : [Stopwatch.GetElapsedTime(asked).TotalMilliseconds]);
                points = report.Outlets[0].Points.Length;
            }

            figures.Add(new(string.Create(CultureInfo.InvariantCulture, $"hive's share of {name} ({points} figures), request to answer at the gate"), "ms", new Series(share), by >= EnergyScale.Day ? 100 : null));
        }

        foreach (var words in new string[][] { ["--since", "365d", "--by", "day"], ["--since", "365d", "--by", "month"], ["--since", "365d", "--by", "hour", "--csv"] })
        {
            List<double> whole = [];
            for (var round = -1; round < rounds; round++)
            {
                await hive.UntilQuietAsync(cancellation);
                var typed = Stopwatch.GetTimestamp();
                var (code, _, errors) = await Child.RunAsync(Places.Tapohive, ["energy", "p1", .. words], hive.Environment, cancellation);
                whole.AddRange(round < 0 ? [] : [code == 0 ? Stopwatch.GetElapsedTime(typed).TotalMilliseconds : throw new MeasurementException(errors)]);
            }

            figures.Add(new($"energy p1 {string.Join(' ', words)}, from the shell and back", "ms", new Series(whole)));
        }

        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"a year of one outlet among {outlets}"),
            string.Create(CultureInfo.InvariantCulture, $"{Program.Name} energy-year --outlets {outlets} --minute-days {minuteDays} --rounds {rounds}"),
            figures,
            [string.Create(CultureInfo.InvariantCulture, $"telemetry.db: {new FileInfo(hive.Telemetry).Length / 1e6:0} MB, filled in {filling.TotalSeconds:0} s; minutes of the last {minuteDays} days.")]);
    }

    private static string Ago(int days) => DateTimeOffset.UtcNow.AddDays(-days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Outlets of the house first, then others that nobody asks for, and that are in the way.
    private static void Fill(string file, int outlets, int minuteDays)
    {
        using var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        sqlite.Open();
        var quarter = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 900;
        var day = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86_400;
        Run($"""
            PRAGMA synchronous = OFF;
            PRAGMA cache_size = -200000;
            BEGIN;
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {outlets})
            INSERT OR IGNORE INTO energy_outlet (id, house, plug, slot, meter)
              SELECT n, 'elsewhere', 'plug-' || n, 0, (SELECT meter FROM energy_outlet WHERE id = 1) FROM number;
            WITH RECURSIVE back (n) AS (SELECT {QuartersOfAYear} UNION ALL SELECT n - 1 FROM back WHERE n > 2)
            INSERT OR IGNORE INTO energy_quarter (outlet, start, energy, measured, filled)
              SELECT id, {quarter} - n, 900 * (50000 + 1000 * (n % 96)), 900000, 0 FROM energy_outlet CROSS JOIN back;
            WITH RECURSIVE back (n) AS (SELECT 365 UNION ALL SELECT n - 1 FROM back WHERE n > 1)
            INSERT OR IGNORE INTO energy_day (outlet, start, energy, measured, filled)
              SELECT id, ({day} - n) * 86400, 86400 * 97500, 86400000, 0 FROM energy_outlet CROSS JOIN back;
            WITH RECURSIVE back (n) AS (SELECT {minuteDays * 1440} UNION ALL SELECT n - 1 FROM back WHERE n > 60)
            INSERT OR IGNORE INTO energy_minute (start, outlet, energy, measured, filled)
              SELECT {quarter * 15} - n, id, 60 * 97500, 60000, 0 FROM back CROSS JOIN energy_outlet WHERE {minuteDays} > 0;
            COMMIT;
            PRAGMA wal_checkpoint(TRUNCATE);
            """);

        void Run(string sql)
        {
            using var command = sqlite.CreateCommand();
#pragma warning disable CA2100 // The text is ours.
            (command.CommandText, command.CommandTimeout) = (sql, 0);
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
