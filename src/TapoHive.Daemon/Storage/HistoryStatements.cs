using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Daemon.Storage;

/// <summary>The statements of the history.</summary>
internal static class HistoryStatements
{
    private const int LinesBefore = 12;
    private const int LinesAfter = 3;
    private const string Columns = "house, revision, part, at, plug, slot, name, what, was, became, origin, run, detail";

    // What concerns an outlet: its own lines, those of its plug, and those of the whole of a strip that had not shown its outlets yet.
    private const string OfOutlet = "house = $house AND plug = $plug AND (slot IS NULL OR slot IN ($slot, 0))";

    /// <summary>How far each house is written.</summary>
    public static ImmutableArray<HistoryMark> Marks(SqliteConnection sqlite) => Read(
        sqlite,
        "SELECT house, revision, clock FROM history_mark",
        static row => new HistoryMark(new HouseName(row.GetString(0)), row.GetInt64(1), At(row.GetInt64(2))));

    /// <summary>Writes a batch. What is there already is the same: a line is given by its event.</summary>
    public static void Insert(SqliteConnection sqlite, HistoryBatch batch)
    {
        using var line = Command(
            sqlite,
            $"INSERT OR IGNORE INTO history ({Columns}) VALUES ($house, $revision, $part, $at, $plug, $slot, $name, $what, $was, $became, $origin, $run, $detail)");
        foreach (var (house, revision, part, entry) in batch.Lines)
        {
            Set(
                line, ("$house", house.Value), ("$revision", revision), ("$part", part), ("$at", Ticks(entry.At)), ("$plug", entry.Plug?.Value),
                ("$slot", entry.Slot?.Number), ("$name", entry.Name), ("$what", entry.What), ("$was", entry.From), ("$became", entry.To),
                ("$origin", entry.Origin.Value), ("$run", entry.Run?.Number), ("$detail", entry.Detail));
            line.ExecuteNonQuery();
        }

        using var standing = Command(
            sqlite,
            "INSERT OR IGNORE INTO history_standing (house, plug, slot, since, revision, standing) VALUES ($house, $plug, $slot, $since, $revision, $standing)");
        foreach (var (key, revision, since, stands) in batch.Standings)
        {
            Set(
                standing, ("$house", batch.Mark.House.Value), ("$plug", key.Plug.Value), ("$slot", key.Slot.Number), ("$since", Ticks(since)),
                ("$revision", revision), ("$standing", stands is null ? null : JsonSerializer.Serialize(stands, HiveJson.Readable.OutletStanding)));
            standing.ExecuteNonQuery();
        }

        using var mark = Command(
            sqlite,
            """
            INSERT INTO history_mark (house, revision, clock, checkpoint) VALUES ($house, $revision, $clock, $checkpoint)
            ON CONFLICT (house) DO UPDATE SET revision = $revision, clock = $clock, checkpoint = coalesce($checkpoint, checkpoint)
            """);
        Set(
            mark, ("$house", batch.Mark.House.Value), ("$revision", batch.Mark.Revision), ("$clock", Ticks(batch.Mark.Clock)),
            ("$checkpoint", batch.Checkpoint is { } state ? HiveSerializer.Write(state) : null));
        mark.ExecuteNonQuery();
    }

    /// <summary>The lines of a page, and one more where there is one.</summary>
    public static ImmutableArray<HistoryLine> Page(SqliteConnection sqlite, ReadHistory question)
    {
        var houses = question.Scopes.Where(scope => scope.Outlets is null).Select(scope => scope.House.Value);
        var keys = question.Scopes.SelectMany(scope => (scope.Outlets ?? []).SelectMany(key => new[]
        {
            $"{scope.House}/{key.Plug}/{key.Slot}", $"{scope.House}/{key.Plug}/", $"{scope.House}/{key.Plug}/{OutletSlot.Whole}",
        })).Distinct(StringComparer.Ordinal);
        return Read(
            sqlite,
            $"""
            SELECT {Columns} FROM history
            WHERE at >= $since AND at < $until AND (at, house, revision, part) > ($at, $house, $revision, $part)
              AND (house IN (SELECT value FROM json_each($houses))
                OR house || '/' || plug || '/' || coalesce(slot, '') IN (SELECT value FROM json_each($keys)))
            ORDER BY at, house, revision, part LIMIT $limit
            """,
            Line,
            ("$since", Ticks(question.Since)),
            ("$until", Ticks(question.Until)),
            ("$at", question.After is { } after ? Ticks(after.At) : long.MinValue),
            ("$house", question.After?.House.Value ?? ""),
            ("$revision", question.After?.Revision ?? 0),
            ("$part", question.After?.Part ?? 0),
            ("$houses", Json(houses)),
            ("$keys", Json(keys)),
            ("$limit", question.Limit + 1));
    }

    /// <summary>How an outlet stood, and what happened around that moment.</summary>
    public static OutletPast Past(SqliteConnection sqlite, ReadPast question)
    {
        (string, object?)[] which =
        [
            ("$house", question.House.Value), ("$plug", question.Outlet.Plug.Value), ("$slot", question.Outlet.Slot.Number), ("$at", Ticks(question.At)),
        ];
        var begins = Read(
            sqlite, "SELECT since FROM history_standing WHERE house = $house AND plug = $plug AND slot IN ($slot, 0) ORDER BY since LIMIT 1",
            static row => At(row.GetInt64(0)), which);
        return new OutletPast(
            Standing(sqlite, question.Outlet.Slot, which) is { } own ? own.Standing : Standing(sqlite, OutletSlot.Whole, which)?.Standing,
            Read(sqlite, $"SELECT {Columns} FROM history WHERE {OfOutlet} AND at <= $at ORDER BY at DESC, revision DESC, part DESC LIMIT {LinesBefore}", Line, which),
            Read(sqlite, $"SELECT {Columns} FROM history WHERE {OfOutlet} AND at > $at ORDER BY at, revision, part LIMIT {LinesAfter}", Line, which),
            begins.IsEmpty ? null : begins[0]);
    }

    /// <summary>Forgets some lines from before a moment; tells how many.</summary>
    public static int Forget(SqliteConnection sqlite, Instant before, int most)
    {
        using var transaction = sqlite.BeginTransaction();
        using var lines = Command(
            sqlite,
            """
            DELETE FROM history WHERE (house, revision, part) IN (SELECT house, revision, part FROM history WHERE at < $before ORDER BY at LIMIT $most)
            """);
        Set(lines, ("$before", Ticks(before)), ("$most", most));
        using var standings = Command(
            sqlite,
            """
            DELETE FROM history_standing WHERE (house, plug, slot, since, revision) IN (
              SELECT house, plug, slot, since, revision FROM history_standing AS old WHERE since < $before AND EXISTS (
                SELECT 1 FROM history_standing AS newer WHERE newer.house = old.house AND newer.plug = old.plug AND newer.slot = old.slot
                  AND newer.since < $before AND (newer.since, newer.revision) > (old.since, old.revision))
              LIMIT $most)
            """);
        Set(standings, ("$before", Ticks(before)), ("$most", most));
        var forgotten = lines.ExecuteNonQuery() + standings.ExecuteNonQuery();
        transaction.Commit();
        return forgotten;
    }

    private static StandingLine? Standing(SqliteConnection sqlite, OutletSlot slot, (string Name, object? Value)[] which)
    {
        var found = Read(
            sqlite,
            """
            SELECT since, revision, standing, plug FROM history_standing WHERE house = $house AND plug = $plug AND slot = $of AND since <= $at
            ORDER BY since DESC, revision DESC LIMIT 1
            """,
            row => new StandingLine(
                new OutletKey(new PlugId(row.GetString(3)), slot),
                row.GetInt64(1),
                At(row.GetInt64(0)),
                row.IsDBNull(2) ? null : JsonSerializer.Deserialize(row.GetString(2), HiveJson.Readable.OutletStanding)),
            [.. which, ("$of", slot.Number)]);
        return found.IsEmpty ? null : found[0];
    }

    private static HistoryLine Line(SqliteDataReader row) => new(
        new HouseName(row.GetString(0)),
        row.GetInt64(1),
        row.GetInt32(2),
        new HistoryEntry(
            At(row.GetInt64(3)),
            row.IsDBNull(4) ? null : new PlugId(row.GetString(4)),
            row.IsDBNull(5) ? null : new OutletSlot(row.GetInt32(5)),
            row.GetString(6),
            row.GetString(7),
            row.IsDBNull(8) ? null : row.GetString(8),
            row.IsDBNull(9) ? null : row.GetString(9),
            new Origin(row.GetString(10)),
            row.IsDBNull(11) ? null : new RunId(row.GetInt64(11)),
            row.IsDBNull(12) ? null : row.GetString(12)));

    private static ImmutableArray<T> Read<T>(SqliteConnection sqlite, string sql, Func<SqliteDataReader, T> make, params (string Name, object? Value)[] values)
    {
        using var command = Command(sqlite, sql);
        Set(command, values);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
        {
            rows.Add(make(reader));
        }

        return rows.ToImmutable();
    }

    private static SqliteCommand Command(SqliteConnection sqlite, string sql)
    {
        var command = sqlite.CreateCommand();
#pragma warning disable CA2100 // The text is ours; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static void Set(SqliteCommand command, params (string Name, object? Value)[] values)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
    }

    private static string Json(IEnumerable<string> texts) => JsonSerializer.Serialize(texts.ToArray(), DaemonJson.Default.StringArray);

    private static long Ticks(Instant at) => at.ToUnixTimeTicks();

    private static Instant At(long ticks) => Instant.FromUnixTimeTicks(ticks);
}
