using System.Collections.Immutable;
using System.Data.Common;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Energy;

namespace TapoHive.Daemon.Storage;

/// <summary>The statements of energy.</summary>
internal static class EnergyStatements
{
    private const long SecondsPerMinute = 60;
    private const long SecondsPerQuarter = 900;
    private const int LookedUp = 16;

    /// <summary>Up to when minutes are in quarters and days; nothing where none are.</summary>
    public static Instant? RolledUntil(DbConnection database) =>
        Sql.Scalar(database, "SELECT until FROM energy_rolled") is long seconds ? Instant.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Says up to when they are.</summary>
    public static void SetRolledUntil(DbConnection database, Instant until) =>
        Sql.Execute(database, "DELETE FROM energy_rolled; INSERT INTO energy_rolled VALUES (@until)", ("@until", until.ToUnixTimeSeconds()));

    /// <summary>Whether a batch is the last that was written; from here on it is.</summary>
    public static bool IsWritten(DbConnection database, Guid batch)
    {
        var id = batch.ToString();
        if (Sql.Scalar(database, "SELECT batch FROM energy_written") is string last && last == id)
        {
            return true;
        }

        Sql.Execute(database, "DELETE FROM energy_written; INSERT INTO energy_written VALUES (@batch)", ("@batch", id));
        return false;
    }

    /// <summary>Writes what is remembered of meters; new ones get a number.</summary>
    public static void WriteMeters(DbConnection database, ImmutableArray<KnownMeter> meters, Dictionary<HouseOutlet, long> ids)
    {
        foreach (var (outlet, state) in meters.Where(meter => !ids.ContainsKey(meter.Outlet)))
        {
            ids.Add(outlet, (long)Sql.Scalar(
                database,
                "INSERT INTO energy_outlet (house, plug, slot, meter) VALUES (@house, @plug, @slot, @meter) RETURNING id",
                ("@house", outlet.House.Value), ("@plug", outlet.Key.Plug.Value), ("@slot", outlet.Key.Slot.Number), ("@meter", MeterRow.Write(state)))!);
        }

        Sql.Each(
            database,
            "UPDATE energy_outlet SET meter = @meter WHERE id = @id",
            ["@meter", "@id"],
            meters.Select(meter => new object?[] { MeterRow.Write(meter.State), ids[meter.Outlet] }));
    }

    /// <summary>Writes looks.</summary>
    public static void WriteSamples(DbConnection database, ImmutableArray<TelemetryItem.Looked> samples, Dictionary<HouseOutlet, long> ids) => Sql.Each(
        database,
        "INSERT INTO energy_sample (at, outlet, milliwatts, millivolts, milliamperes) VALUES (@at, @outlet, @milliwatts, @millivolts, @milliamperes) ON CONFLICT DO NOTHING",
        ["@at", "@outlet", "@milliwatts", "@millivolts", "@milliamperes"],
        samples.Select(look => new object?[]
        {
            look.Sample.At.ToUnixTimeMilliseconds(), ids[look.Outlet], look.Sample.Power?.Milliwatts, look.Sample.Voltage?.Millivolts, look.Sample.Current?.Milliamperes,
        }));

    /// <summary>Adds to minutes.</summary>
    public static void WriteMinutes(DbConnection database, ImmutableArray<MinuteOf> minutes, Dictionary<HouseOutlet, long> ids) =>
        Add(database, "energy_minute", "start, outlet", minutes.Select(minute => (ids[minute.Outlet], minute.Bin)), SecondsPerMinute);

    /// <summary>The minutes from one moment (or ever) to another.</summary>
    public static List<(long Outlet, EnergyBin Bin)> MinutesBetween(DbConnection database, Instant? from, Instant to) =>
        [.. Sql.Read(
            database,
            "SELECT outlet, start, energy, measured, filled FROM energy_minute WHERE start >= @from AND start < @to",
            static row => (row.GetInt64(0), Bin(row, 1, SecondsPerMinute)),
            ("@from", from is { } since ? since.ToUnixTimeSeconds() / SecondsPerMinute : long.MinValue),
            ("@to", to.ToUnixTimeSeconds() / SecondsPerMinute))];

    /// <summary>Adds minutes to quarters and days.</summary>
    public static void Add(DbConnection database, IEnumerable<(long Outlet, EnergyBin Bin)> minutes, Dictionary<long, DateTimeZone> zoneOf)
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

        Add(database, "energy_quarter", "outlet, start", quarters.Select(static pair => (pair.Key.Outlet, pair.Value with { From = pair.Key.Start })), SecondsPerQuarter);
        Add(database, "energy_day", "outlet, start", days.Select(static pair => (pair.Key.Outlet, pair.Value with { From = pair.Key.Start })), 1);
    }

    /// <summary>Reads bins, in order.</summary>
    public static ImmutableDictionary<HouseOutlet, ImmutableArray<EnergyBin>> Read(DbConnection database, ReadEnergy question, ImmutableArray<(HouseOutlet Outlet, long Id)> outlets)
    {
        var rolled = question.Grain == EnergyGrain.Minute ? null : RolledUntil(database);
        var fresh = Fresh(database, question, rolled, outlets);
        return outlets.ToImmutableDictionary(static outlet => outlet.Outlet, outlet => Together(Rolled(database, question, outlet.Id), fresh[outlet.Id], question));
    }

    /// <summary>When the last quarter until a moment began.</summary>
    public static Instant? WrittenUntil(DbConnection database, Instant until) =>
        Sql.Scalar(
            database,
            """
            SELECT max(newest) FROM (
              SELECT (SELECT max(start) FROM energy_quarter WHERE outlet = energy_outlet.id AND start <= @until) AS newest FROM energy_outlet) AS of_outlet
            """,
            ("@until", until.ToUnixTimeSeconds() / SecondsPerQuarter)) is long quarter ? Instant.FromUnixTimeSeconds(quarter * SecondsPerQuarter) : null;

    /// <summary>Forgets some rows that are too old; tells how many.</summary>
    public static int Forget(DbConnection database, Instant now, EnergyKeeping keeping, int most)
    {
        using var transaction = database.BeginTransaction();

        // The last minutes of a hive that was away for long are in no quarter yet.
        var minutes = Instant.Min(now - Duration.Max(keeping.Minutes, Duration.FromDays(1)), RolledUntil(database) ?? Instant.MinValue);
        var forgotten =
            Forget(database, "energy_sample", "at, outlet", "at", (now - keeping.Samples).ToUnixTimeMilliseconds(), most)
            + Forget(database, "energy_minute", "start, outlet", "start", minutes.ToUnixTimeSeconds() / SecondsPerMinute, most)
            + ForgetByOutlet(database, "energy_quarter", (now - keeping.Quarters).ToUnixTimeSeconds() / SecondsPerQuarter, most)
            + ForgetByOutlet(database, "energy_day", (now - keeping.Quarters).ToUnixTimeSeconds(), most)
            + Sql.Execute(database, "DELETE FROM energy_loss WHERE at < @before", ("@before", (now - keeping.Quarters).ToUnixTimeMilliseconds()));
        transaction.Commit();
        return forgotten;
    }

    private static int Forget(DbConnection database, string table, string key, string time, long before, int most) => Sql.Execute(
        database, $"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {time} < @before LIMIT @most)", ("@before", before), ("@most", most));

    // By outlet, because they lie by outlet: looked for by time alone, years of rows would be gone through for nothing.
    private static int ForgetByOutlet(DbConnection database, string table, long before, int most) => Sql.Execute(
        database,
        $"""
        DELETE FROM {table} WHERE (outlet, start) IN (
          SELECT old.outlet, old.start FROM energy_outlet CROSS JOIN {table} AS old WHERE old.outlet = energy_outlet.id AND old.start < @before LIMIT @most)
        """,
        ("@before", before), ("@most", most));

    // What is in no quarter yet. It lies by time: few outlets are looked up minute by minute, for many all that lies there is gone through.
    private static ILookup<long, EnergyBin> Fresh(DbConnection database, ReadEnergy question, Instant? rolled, ImmutableArray<(HouseOutlet Outlet, long Id)> outlets)
    {
        var (first, last) = Sql.Read(
            database,
            "SELECT coalesce((SELECT min(start) FROM energy_minute), 0), coalesce((SELECT max(start) FROM energy_minute), -1)",
            static row => (row.GetInt64(0), row.GetInt64(1)))[0];
        var from = Math.Max(first, (rolled is { } until && until > question.From ? until : question.From).ToUnixTimeSeconds() / SecondsPerMinute);
        var to = Math.Min(last + 1, (question.To.ToUnixTimeSeconds() + SecondsPerMinute - 1) / SecondsPerMinute);
        IEnumerable<(long Outlet, EnergyBin Bin)> rows = from >= to ? [] : outlets.Length <= LookedUp ? outlets.SelectMany(outlet => LookUp(database, outlet.Id, from, to)) : GoThrough(database, from, to);
        return rows.ToLookup(static row => row.Outlet, static row => row.Bin);
    }

    private static ImmutableArray<(long Outlet, EnergyBin Bin)> LookUp(DbConnection database, long outlet, long from, long to) => Sql.Read(
        database,
        """
        WITH RECURSIVE minutes (number) AS (SELECT CAST(@from AS BIGINT) UNION ALL SELECT number + 1 FROM minutes WHERE number + 1 < @to)
        SELECT start, energy, measured, filled FROM minutes CROSS JOIN energy_minute WHERE start = number AND outlet = @outlet ORDER BY number
        """,
        row => (outlet, Bin(row, 0, SecondsPerMinute)),
        ("@from", from), ("@to", to), ("@outlet", outlet));

    private static ImmutableArray<(long Outlet, EnergyBin Bin)> GoThrough(DbConnection database, long from, long to) => Sql.Read(
        database,
        "SELECT outlet, start, energy, measured, filled FROM energy_minute WHERE start >= @from AND start < @to ORDER BY start",
        static row => (row.GetInt64(0), Bin(row, 1, SecondsPerMinute)),
        ("@from", from), ("@to", to));

    private static ImmutableArray<EnergyBin> Rolled(DbConnection database, ReadEnergy question, long outlet)
    {
        var (table, unit) = question.Grain switch
        {
            EnergyGrain.Quarter => ("energy_quarter", SecondsPerQuarter),
            EnergyGrain.Day => ("energy_day", 1L),
            _ => ("", 0L),
        };
        return table.Length == 0 ? [] : Sql.Read(
            database,
            $"SELECT start, energy, measured, filled FROM {table} WHERE outlet = @outlet AND start >= @from AND start < @to ORDER BY start",
            row => Bin(row, 0, unit),
            ("@outlet", outlet),
            ("@from", question.From.ToUnixTimeSeconds() / unit),
            ("@to", (question.To.ToUnixTimeSeconds() + unit - 1) / unit));
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

    private static void Sum<TKey>(Dictionary<TKey, EnergyBin> sums, TKey key, EnergyBin bin)
        where TKey : notnull => sums[key] = sums.TryGetValue(key, out var known) ? known + bin : bin;

    private static void Add(DbConnection database, string table, string key, IEnumerable<(long Outlet, EnergyBin Bin)> bins, long unit) => Sql.Each(
        database,
        $"""
        INSERT INTO {table} (start, outlet, energy, measured, filled) VALUES (@start, @outlet, @energy, @measured, @filled)
        ON CONFLICT ({key}) DO UPDATE SET
          energy = {table}.energy + excluded.energy, measured = {table}.measured + excluded.measured, filled = {table}.filled + excluded.filled
        """,
        ["@start", "@outlet", "@energy", "@measured", "@filled"],
        bins.Select(each => new object?[]
        {
            each.Bin.From.ToUnixTimeSeconds() / unit, each.Outlet, each.Bin.Energy.Millijoules, Milliseconds(each.Bin.Measured), Milliseconds(each.Bin.Filled),
        }));

    private static EnergyBin Bin(DbDataReader row, int first, long unit) => new(
        Instant.FromUnixTimeSeconds(row.GetInt64(first) * unit),
        new EnergyAmount(row.GetInt64(first + 1)),
        Duration.FromMilliseconds(row.GetInt64(first + 2)),
        Duration.FromMilliseconds(row.GetInt64(first + 3)));

    private static long Milliseconds(Duration time) => (long)Math.Round(time.TotalMilliseconds);
}
