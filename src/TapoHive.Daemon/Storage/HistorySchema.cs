using Microsoft.Data.Sqlite;

namespace TapoHive.Daemon.Storage;

/// <summary>The tables of the history in <c>telemetry.db</c>. Times are ticks of 100 ns since 1970 in UTC.</summary>
internal static class HistorySchema
{
    /// <summary>Raised whenever lines or tables change: what is older is thrown away and made again from the journal.</summary>
    private const long Version = 2;

    private const string Make =
        """
        CREATE TABLE IF NOT EXISTS history_schema (version INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS history_mark (
          house TEXT NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, clock INTEGER NOT NULL, checkpoint BLOB) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS history (
          house TEXT NOT NULL, revision INTEGER NOT NULL, part INTEGER NOT NULL, at INTEGER NOT NULL,
          plug TEXT, slot INTEGER, name TEXT NOT NULL, what TEXT NOT NULL, was TEXT, became TEXT, origin TEXT NOT NULL, run INTEGER, detail TEXT,
          PRIMARY KEY (house, revision, part)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS history_at ON history (at, house, revision, part);
        CREATE INDEX IF NOT EXISTS history_plug ON history (plug, at) WHERE plug IS NOT NULL;
        CREATE TABLE IF NOT EXISTS history_standing (
          house TEXT NOT NULL, plug TEXT NOT NULL, slot INTEGER NOT NULL, since INTEGER NOT NULL, revision INTEGER NOT NULL, standing TEXT,
          PRIMARY KEY (house, plug, slot, since, revision)) WITHOUT ROWID;
        """;

    private const string Drop =
        """
        DROP TABLE IF EXISTS history_standing;
        DROP TABLE IF EXISTS history;
        DROP TABLE IF EXISTS history_mark;
        DROP TABLE IF EXISTS history_schema;
        """;

    /// <summary>Makes the tables, anew where they are of another version.</summary>
    public static void Ensure(SqliteConnection sqlite)
    {
        using var transaction = sqlite.BeginTransaction();
        var known = Scalar(sqlite, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'history_schema'") is > 0L
            ? Scalar(sqlite, "SELECT version FROM history_schema")
            : null;
        if (known is not Version)
        {
            Execute(sqlite, Drop);
            Execute(sqlite, Make);
            Execute(sqlite, $"INSERT INTO history_schema VALUES ({Version})");
        }

        transaction.Commit();
    }

    /// <summary>Runs statements.</summary>
    public static void Execute(SqliteConnection sqlite, string sql)
    {
        using var command = sqlite.CreateCommand();
#pragma warning disable CA2100 // The text is ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection sqlite, string sql)
    {
        using var command = sqlite.CreateCommand();
#pragma warning disable CA2100 // The text is ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
