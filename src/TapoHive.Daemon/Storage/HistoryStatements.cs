using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
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
    private const string OfOutlet = "house = @house AND plug = @plug AND (slot IS NULL OR slot IN (@slot, 0))";

    /// <summary>How far each house is written.</summary>
    public static ImmutableArray<HistoryMark> Marks(DbConnection database) => Sql.Read(
        database,
        "SELECT house, revision, clock FROM history_mark",
        static row => new HistoryMark(new HouseName(row.GetString(0)), row.GetInt64(1), At(row.GetInt64(2))));

    /// <summary>Writes a batch. What is there already is the same: a line is given by its event.</summary>
    public static void Insert(DbConnection database, HistoryBatch batch)
    {
        Sql.Each(
            database,
            $"INSERT INTO history ({Columns}) VALUES (@house, @revision, @part, @at, @plug, @slot, @name, @what, @was, @became, @origin, @run, @detail) ON CONFLICT DO NOTHING",
            ["@house", "@revision", "@part", "@at", "@plug", "@slot", "@name", "@what", "@was", "@became", "@origin", "@run", "@detail"],
            batch.Lines.Select(static line => new object?[]
            {
                line.House.Value, line.Revision, line.Part, Ticks(line.Entry.At), line.Entry.Plug?.Value, line.Entry.Slot?.Number, line.Entry.Name, line.Entry.What,
                line.Entry.From, line.Entry.To, line.Entry.Origin.Value, line.Entry.Run?.Number, line.Entry.Detail,
            }));
        Sql.Each(
            database,
            "INSERT INTO history_standing (house, plug, slot, since, revision, standing) VALUES (@house, @plug, @slot, @since, @revision, @standing) ON CONFLICT DO NOTHING",
            ["@house", "@plug", "@slot", "@since", "@revision", "@standing"],
            batch.Standings.Select(line => new object?[]
            {
                batch.Mark.House.Value, line.Key.Plug.Value, line.Key.Slot.Number, Ticks(line.Since), line.Revision,
                line.Standing is null ? null : JsonSerializer.Serialize(line.Standing, HiveJson.Readable.OutletStanding),
            }));
        Sql.Execute(
            database,
            """
            INSERT INTO history_mark (house, revision, clock, checkpoint) VALUES (@house, @revision, @clock, @checkpoint)
            ON CONFLICT (house) DO UPDATE SET
              revision = excluded.revision, clock = excluded.clock, checkpoint = coalesce(excluded.checkpoint, history_mark.checkpoint)
            """,
            ("@house", batch.Mark.House.Value), ("@revision", batch.Mark.Revision), ("@clock", Ticks(batch.Mark.Clock)),
            ("@checkpoint", batch.Checkpoint is { } state ? HiveSerializer.Write(state) : null));
    }

    /// <summary>The lines of a page, and one more where there is one.</summary>
    public static ImmutableArray<HistoryLine> Page(DbConnection database, SqlDialect dialect, ReadHistory question)
    {
        var houses = question.Scopes.Where(scope => scope.Outlets is null).Select(scope => scope.House.Value);
        var keys = question.Scopes.SelectMany(scope => (scope.Outlets ?? []).SelectMany(key => new[]
        {
            $"{scope.House}/{key.Plug}/{key.Slot}", $"{scope.House}/{key.Plug}/", $"{scope.House}/{key.Plug}/{OutletSlot.Whole}",
        })).Distinct(StringComparer.Ordinal);
        return Sql.Read(
            database,
            $"""
            SELECT {Columns} FROM history
            WHERE at >= @since AND at < @until AND (at, house, revision, part) > (@at, @house, @revision, @part)
              AND (house IN ({dialect.Elements("@houses")})
                OR house || '/' || plug || '/' || coalesce(CAST(slot AS TEXT), '') IN ({dialect.Elements("@keys")}))
            ORDER BY at, house, revision, part LIMIT @limit
            """,
            Line,
            ("@since", Ticks(question.Since)),
            ("@until", Ticks(question.Until)),
            ("@at", question.After is { } after ? Ticks(after.At) : long.MinValue),
            ("@house", question.After?.House.Value ?? ""),
            ("@revision", question.After?.Revision ?? 0),
            ("@part", question.After?.Part ?? 0),
            ("@houses", Json(houses)),
            ("@keys", Json(keys)),
            ("@limit", question.Limit + 1));
    }

    /// <summary>How an outlet stood, and what happened around that moment.</summary>
    public static OutletPast Past(DbConnection database, ReadPast question)
    {
        (string, object?)[] which =
        [
            ("@house", question.House.Value), ("@plug", question.Outlet.Plug.Value), ("@slot", question.Outlet.Slot.Number), ("@at", Ticks(question.At)),
        ];
        var begins = Sql.Read(
            database, "SELECT since FROM history_standing WHERE house = @house AND plug = @plug AND slot IN (@slot, 0) ORDER BY since LIMIT 1",
            static row => At(row.GetInt64(0)), which);
        return new OutletPast(
            Standing(database, question.Outlet.Slot, which) is { } own ? own.Standing : Standing(database, OutletSlot.Whole, which)?.Standing,
            Sql.Read(database, $"SELECT {Columns} FROM history WHERE {OfOutlet} AND at <= @at ORDER BY at DESC, revision DESC, part DESC LIMIT {LinesBefore}", Line, which),
            Sql.Read(database, $"SELECT {Columns} FROM history WHERE {OfOutlet} AND at > @at ORDER BY at, revision, part LIMIT {LinesAfter}", Line, which),
            begins.IsEmpty ? null : begins[0]);
    }

    /// <summary>When the last line until a moment is of.</summary>
    public static Instant? WrittenUntil(DbConnection database, Instant until) =>
        Sql.Scalar(database, "SELECT max(at) FROM history WHERE at <= @until", ("@until", Ticks(until))) is long at ? At(at) : null;

    /// <summary>Forgets some lines from before a moment; tells how many.</summary>
    public static int Forget(DbConnection database, Instant before, int most)
    {
        using var transaction = database.BeginTransaction();
        (string, object?)[] which = [("@before", Ticks(before)), ("@most", most)];
        var forgotten =
            Sql.Execute(
                database,
                "DELETE FROM history WHERE (house, revision, part) IN (SELECT house, revision, part FROM history WHERE at < @before ORDER BY at LIMIT @most)",
                which)
            + Sql.Execute(
                database,
                """
                DELETE FROM history_standing WHERE (house, plug, slot, since, revision) IN (
                  SELECT house, plug, slot, since, revision FROM history_standing AS old WHERE since < @before AND EXISTS (
                    SELECT 1 FROM history_standing AS newer WHERE newer.house = old.house AND newer.plug = old.plug AND newer.slot = old.slot
                      AND newer.since < @before AND (newer.since, newer.revision) > (old.since, old.revision))
                  LIMIT @most)
                """,
                which);
        transaction.Commit();
        return forgotten;
    }

    private static StandingLine? Standing(DbConnection database, OutletSlot slot, (string Name, object? Value)[] which)
    {
        var found = Sql.Read(
            database,
            """
            SELECT since, revision, standing, plug FROM history_standing WHERE house = @house AND plug = @plug AND slot = @of AND since <= @at
            ORDER BY since DESC, revision DESC LIMIT 1
            """,
            row => new StandingLine(
                new OutletKey(new PlugId(row.GetString(3)), slot),
                row.GetInt64(1),
                At(row.GetInt64(0)),
                row.IsDBNull(2) ? null : JsonSerializer.Deserialize(row.GetString(2), HiveJson.Readable.OutletStanding)),
            [.. which, ("@of", slot.Number)]);
        return found.IsEmpty ? null : found[0];
    }

    private static HistoryLine Line(DbDataReader row) => new(
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

    private static string Json(IEnumerable<string> texts) => JsonSerializer.Serialize(texts.ToArray(), DaemonJson.Default.StringArray);

    private static long Ticks(Instant at) => at.ToUnixTimeTicks();

    private static Instant At(long ticks) => Instant.FromUnixTimeTicks(ticks);
}
