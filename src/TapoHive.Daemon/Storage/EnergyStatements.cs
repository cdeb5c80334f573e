using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Energy;

namespace TapoHive.Daemon.Storage;

/// <summary>The statements of energy.</summary>
internal static class EnergyStatements
{
    private const long SecondsPerMinute = 60;
    private const long SecondsPerQuarter = 900;

    /// <summary>Up to when minutes are in quarters and days; nothing where none are.</summary>
    public static Instant? RolledUntil(SqliteConnection sqlite) =>
        Sql.Scalar(sqlite, "SELECT until FROM energy_rolled") is long seconds ? Instant.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Says up to when they are.</summary>
    public static void SetRolledUntil(SqliteConnection sqlite, Instant until) =>
        Sql.Execute(sqlite, "DELETE FROM energy_rolled; INSERT INTO energy_rolled VALUES ($until)", ("$until", until.ToUnixTimeSeconds()));

    /// <summary>Writes what is remembered of meters; new ones get a number.</summary>
    public static void WriteMeters(SqliteConnection sqlite, ImmutableArray<KnownMeter> meters, Dictionary<HouseOutlet, long> ids)
    {
        using var insert = Sql.Command(sqlite, "INSERT INTO energy_outlet (house, plug, slot, meter) VALUES ($house, $plug, $slot, $meter) RETURNING id", Blank("$house", "$plug", "$slot", "$meter"));
        using var update = Sql.Command(sqlite, "UPDATE energy_outlet SET meter = $meter WHERE id = $id", Blank("$meter", "$id"));
        foreach (var (outlet, state) in meters)
        {
            if (ids.TryGetValue(outlet, out var id))
            {
                Run(update, MeterRow.Write(state), id);
            }
            else
            {
                Set(insert, outlet.House.Value, outlet.Key.Plug.Value, outlet.Key.Slot.Number, MeterRow.Write(state));
                ids.Add(outlet, (long)insert.ExecuteScalar()!);
            }
        }
    }

    /// <summary>Writes looks.</summary>
    public static void WriteSamples(SqliteConnection sqlite, ImmutableArray<TelemetryItem.Looked> samples, Dictionary<HouseOutlet, long> ids)
    {
        using var insert = Sql.Command(
            sqlite, "INSERT OR IGNORE INTO energy_sample VALUES ($at, $outlet, $milliwatts, $millivolts, $milliamperes)", Blank("$at", "$outlet", "$milliwatts", "$millivolts", "$milliamperes"));
        foreach (var (outlet, sample) in samples)
        {
            Run(insert, sample.At.ToUnixTimeMilliseconds(), ids[outlet], sample.Power?.Milliwatts, sample.Voltage?.Millivolts, sample.Current?.Milliamperes);
        }
    }

    /// <summary>Adds to minutes.</summary>
    public static void WriteMinutes(SqliteConnection sqlite, ImmutableArray<MinuteOf> minutes, Dictionary<HouseOutlet, long> ids)
    {
        using var add = Adding(sqlite, "energy_minute", "start, outlet");
        foreach (var (outlet, bin) in minutes)
        {
            Run(add, bin.From.ToUnixTimeSeconds() / SecondsPerMinute, ids[outlet], bin);
        }
    }

    /// <summary>The minutes from one moment (or ever) to another.</summary>
    public static List<(long Outlet, EnergyBin Bin)> MinutesBetween(SqliteConnection sqlite, Instant? from, Instant to) =>
        [.. Sql.Read(
            sqlite,
            "SELECT outlet, start, energy, measured, filled FROM energy_minute WHERE start >= $from AND start < $to",
            static row => (row.GetInt64(0), Bin(row, 1, SecondsPerMinute)),
            ("$from", from is { } since ? since.ToUnixTimeSeconds() / SecondsPerMinute : long.MinValue),
            ("$to", to.ToUnixTimeSeconds() / SecondsPerMinute))];

    /// <summary>Adds minutes to quarters and days.</summary>
    public static void Add(SqliteConnection sqlite, IEnumerable<(long Outlet, EnergyBin Bin)> minutes, Dictionary<long, DateTimeZone> zoneOf)
    {
        var quarters = new Dictionary<(long Outlet, Instant Start), EnergyBin>();
        foreach (var (outlet, bin) in minutes)
        {
            Sum(quarters, (outlet, MinuteBins.QuarterOf(bin.From)), bin);
        }

        var days = new Dictionary<(long Outlet, Instant Start), EnergyBin>();
        foreach (var ((outlet, start), bin) in quarters)
        {
            Sum(days, (outlet, EnergyWindows.StartOf(EnergyScale.Day, zoneOf[outlet], start)), bin);
        }

        Write(sqlite, "energy_quarter", quarters, SecondsPerQuarter);
        Write(sqlite, "energy_day", days, 1);
    }

    /// <summary>Reads bins, in order.</summary>
    public static ImmutableDictionary<HouseOutlet, ImmutableArray<EnergyBin>> Read(SqliteConnection sqlite, ReadEnergy question, ImmutableArray<(HouseOutlet Outlet, long Id)> outlets)
    {
        var rolled = question.Grain == EnergyGrain.Minute ? null : RolledUntil(sqlite);
        var fresh = Fresh(sqlite, question, rolled, outlets);
        return outlets.ToImmutableDictionary(static outlet => outlet.Outlet, outlet => Together(Rolled(sqlite, question, outlet.Id), fresh[outlet.Id], question));
    }

    /// <summary>Forgets some rows that are too old; tells how many.</summary>
    public static int Forget(SqliteConnection sqlite, Instant now, EnergyKeeping keeping, int most)
    {
        using var transaction = sqlite.BeginTransaction();
        var forgotten =
            Forget(sqlite, "energy_sample", "at, outlet", "at", (now - keeping.Samples).ToUnixTimeMilliseconds(), most)
            + Forget(sqlite, "energy_minute", "start, outlet", "start", (now - Duration.Max(keeping.Minutes, Duration.FromDays(1))).ToUnixTimeSeconds() / SecondsPerMinute, most)
            + ForgetByOutlet(sqlite, "energy_quarter", (now - keeping.Quarters).ToUnixTimeSeconds() / SecondsPerQuarter, most)
            + ForgetByOutlet(sqlite, "energy_day", (now - keeping.Quarters).ToUnixTimeSeconds(), most);
        transaction.Commit();
        return forgotten;
    }

    private static int Forget(SqliteConnection sqlite, string table, string key, string time, long before, int most) => Sql.Execute(
        sqlite, $"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {time} < $before LIMIT $most)", ("$before", before), ("$most", most));

    // By outlet, because they lie by outlet: looked for by time alone, years of rows would be gone through for nothing.
    private static int ForgetByOutlet(SqliteConnection sqlite, string table, long before, int most) => Sql.Execute(
        sqlite,
        $"""
        DELETE FROM {table} WHERE (outlet, start) IN (
          SELECT old.outlet, old.start FROM energy_outlet CROSS JOIN {table} AS old ON old.outlet = energy_outlet.id AND old.start < $before LIMIT $most)
        """,
        ("$before", before), ("$most", most));

    // What is in no quarter yet, of all outlets in one go: it lies by time.
    private static ILookup<long, EnergyBin> Fresh(SqliteConnection sqlite, ReadEnergy question, Instant? rolled, ImmutableArray<(HouseOutlet Outlet, long Id)> outlets)
    {
        var meant = outlets.Select(static outlet => outlet.Id).ToHashSet();
        var from = rolled is { } until && until > question.From ? until : question.From;
        var end = question.Grain == EnergyGrain.Day ? Instant.MaxValue : question.To;
        return end <= from ? Enumerable.Empty<(long, EnergyBin)>().ToLookup(static row => row.Item1, static row => row.Item2)
            : Sql.Read(
                sqlite,
                "SELECT outlet, start, energy, measured, filled FROM energy_minute WHERE start >= $from AND start < $to ORDER BY start",
                static row => (Outlet: row.GetInt64(0), Bin: Bin(row, 1, SecondsPerMinute)),
                ("$from", from.ToUnixTimeSeconds() / SecondsPerMinute),
                ("$to", end == Instant.MaxValue ? long.MaxValue : (end.ToUnixTimeSeconds() + SecondsPerMinute - 1) / SecondsPerMinute))
            .Where(row => meant.Contains(row.Outlet)).ToLookup(static row => row.Outlet, static row => row.Bin);
    }

    private static ImmutableArray<EnergyBin> Rolled(SqliteConnection sqlite, ReadEnergy question, long outlet)
    {
        var (table, unit) = question.Grain switch
        {
            EnergyGrain.Quarter => ("energy_quarter", SecondsPerQuarter),
            EnergyGrain.Day => ("energy_day", 1L),
            _ => ("", 0L),
        };
        return table.Length == 0 ? [] : Sql.Read(
            sqlite,
            $"SELECT start, energy, measured, filled FROM {table} WHERE outlet = $outlet AND start >= $from AND start < $to ORDER BY start",
            row => Bin(row, 0, unit),
            ("$outlet", outlet),
            ("$from", question.From.ToUnixTimeSeconds() / unit),
            ("$to", (question.To.ToUnixTimeSeconds() + unit - 1) / unit));
    }

    private static ImmutableArray<EnergyBin> Together(ImmutableArray<EnergyBin> rolled, IEnumerable<EnergyBin> fresh, ReadEnergy question)
    {
        var bins = rolled.ToBuilder();
        foreach (var minute in fresh)
        {
            var start = question.Grain switch
            {
                EnergyGrain.Minute => minute.From,
                EnergyGrain.Quarter => MinuteBins.QuarterOf(minute.From),
                _ => EnergyWindows.StartOf(EnergyScale.Day, question.Zone, minute.From),
            };
            if (bins.Count > 0 && bins[^1].From == start)
            {
                bins[^1] += minute;
            }
            else
            {
                bins.Add(minute with { From = start });
            }
        }

        return bins.ToImmutable();
    }

    private static void Write(SqliteConnection sqlite, string table, Dictionary<(long Outlet, Instant Start), EnergyBin> bins, long unit)
    {
        using var add = Adding(sqlite, table, "outlet, start");
        foreach (var ((outlet, start), bin) in bins)
        {
            Run(add, start.ToUnixTimeSeconds() / unit, outlet, bin);
        }
    }

    private static void Sum<TKey>(Dictionary<TKey, EnergyBin> sums, TKey key, EnergyBin bin)
        where TKey : notnull => sums[key] = sums.TryGetValue(key, out var known) ? known + bin : bin;

    private static SqliteCommand Adding(SqliteConnection sqlite, string table, string key) => Sql.Command(
        sqlite,
        $"""
        INSERT INTO {table} (start, outlet, energy, measured, filled) VALUES ($start, $outlet, $energy, $measured, $filled)
        ON CONFLICT ({key}) DO UPDATE SET energy = energy + $energy, measured = measured + $measured, filled = filled + $filled
        """,
        Blank("$start", "$outlet", "$energy", "$measured", "$filled"));

    private static void Run(SqliteCommand add, long start, long outlet, EnergyBin bin) =>
        Run(add, start, outlet, bin.Energy.Millijoules, Milliseconds(bin.Measured), Milliseconds(bin.Filled));

    private static void Run(SqliteCommand command, params object?[] values)
    {
        Set(command, values);
        command.ExecuteNonQuery();
    }

    private static void Set(SqliteCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private static (string Name, object? Value)[] Blank(params string[] names) => [.. names.Select(static name => (name, (object?)null))];

    private static EnergyBin Bin(SqliteDataReader row, int first, long unit) => new(
        Instant.FromUnixTimeSeconds(row.GetInt64(first) * unit),
        new EnergyAmount(row.GetInt64(first + 1)),
        Duration.FromMilliseconds(row.GetInt64(first + 2)),
        Duration.FromMilliseconds(row.GetInt64(first + 3)));

    private static long Milliseconds(Duration time) => (long)Math.Round(time.TotalMilliseconds);
}
