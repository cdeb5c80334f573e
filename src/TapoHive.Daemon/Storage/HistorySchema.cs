using System.Data.Common;

namespace TapoHive.Daemon.Storage;

/// <summary>The tables of the history. Times are ticks of 100 ns since 1970 in UTC.</summary>
internal static class HistorySchema
{
    /// <summary>Throws it away: it is made again from the journal when it is opened next.</summary>
    public const string Drop =
        """
        DROP TABLE IF EXISTS history_standing;
        DROP TABLE IF EXISTS history;
        DROP TABLE IF EXISTS history_mark;
        DROP TABLE IF EXISTS history_schema;
        """;

    /// <summary>Raised whenever lines or tables change: what is older is thrown away and made again from the journal.</summary>
    private const long Version = 2;

    private static string Make(SqlDialect dialect) =>
        $"""
        CREATE TABLE history_schema (version BIGINT NOT NULL);
        CREATE TABLE history_mark (house TEXT NOT NULL PRIMARY KEY, revision BIGINT NOT NULL, clock BIGINT NOT NULL, checkpoint {dialect.Bytes}){dialect.ByKey};
        CREATE TABLE history (
          house TEXT NOT NULL, revision BIGINT NOT NULL, part BIGINT NOT NULL, at BIGINT NOT NULL,
          plug TEXT, slot BIGINT, name TEXT NOT NULL, what TEXT NOT NULL, was TEXT, became TEXT, origin TEXT NOT NULL, run BIGINT, detail TEXT,
          PRIMARY KEY (house, revision, part)){dialect.ByKey};
        CREATE INDEX history_at ON history (at, house, revision, part);
        CREATE INDEX history_plug ON history (plug, at) WHERE plug IS NOT NULL;
        CREATE TABLE history_standing (
          house TEXT NOT NULL, plug TEXT NOT NULL, slot BIGINT NOT NULL, since BIGINT NOT NULL, revision BIGINT NOT NULL, standing TEXT,
          PRIMARY KEY (house, plug, slot, since, revision)){dialect.ByKey};
        """;

    /// <summary>Makes the tables, anew where they are of another version.</summary>
    public static void Ensure(DbConnection database, SqlDialect dialect)
    {
        using var transaction = database.BeginTransaction();
        Sql.Execute(database, "CREATE TABLE IF NOT EXISTS history_schema (version BIGINT NOT NULL)");
        if (Sql.Scalar(database, "SELECT version FROM history_schema") is not Version)
        {
            Sql.Execute(database, Drop);
            Sql.Execute(database, Make(dialect));
            Sql.Execute(database, $"INSERT INTO history_schema VALUES ({Version})");
        }

        transaction.Commit();
    }
}
