using System.Data.Common;
using Microsoft.Data.Sqlite;
using TapoHive.Control.Contract;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// A copy of the energy figures alone. The history that shares <c>telemetry.db</c> with them is left out: it is made again from the journal, and beside a restored
/// one it would be a second truth. So the tables are copied and not the file, which also saves what can be read of a file whose other pages are broken.
/// </summary>
internal static class EnergyCopy
{
    // The disk itself did not give them.
    private const int ReadFailed = 266;

    /// <summary>Copies the figures as they are at one moment, in the shape that they have. A hive goes on writing meanwhile.</summary>
    /// <param name="telemetry">The <c>telemetry.db</c> of a hive.</param>
    /// <param name="copy">An empty file. What is in it after a failure is of no use.</param>
    /// <param name="cancellation">Gives up, also in the middle of a table.</param>
    /// <returns>Whether they are in the copy, or why not.</returns>
    public static EnergyFate Take(string telemetry, string copy, CancellationToken cancellation)
    {
        if (!File.Exists(telemetry))
        {
            return EnergyFate.Missing;
        }

        using var database = SqliteFile.Open(copy, cancellation);

        // It is whole or thrown away: nothing of it needs to be taken back or to outlive a power cut.
        Sql.Execute(database, "PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF");
        try
        {
            Sql.Execute(database, "ATTACH @telemetry AS hive", ("@telemetry", telemetry));
            return !CopyTables(database) ? EnergyFate.None
                : Sql.Scalar(database, "PRAGMA main.integrity_check") is "ok" ? EnergyFate.Included
                : EnergyFate.Damaged;
        }
        catch (SqliteException error) when (TelemetryFile.IsDamage(error) || error.SqliteExtendedErrorCode == ReadFailed)
        {
            return EnergyFate.Damaged;
        }
    }

    /// <summary>Whether there are any figures.</summary>
    /// <param name="database">The database.</param>
    /// <param name="schema">Where more than one is attached: which.</param>
    public static bool HasFigures(DbConnection database, string schema = "main") =>
        Sql.Scalar(database, $"SELECT 1 FROM {schema}.sqlite_master WHERE name = 'energy_outlet'") is not null
        && Sql.Scalar(database, $"SELECT 1 FROM {schema}.energy_outlet") is not null;

    private static bool CopyTables(SqliteConnection database)
    {
        // One that meant to write would keep the hive from writing, too.
        using var transaction = SqlDialect.BeginReading(database);
        if (!HasFigures(database, "hive"))
        {
            return false;
        }

        foreach (var (type, name, sql) in Sql.Read(
            database,
            "SELECT type, name, sql FROM hive.sqlite_master WHERE tbl_name GLOB 'energy_*' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type = 'index'",
            static row => (row.GetString(0), row.GetString(1), row.GetString(2))))
        {
            Sql.Execute(database, sql);
            if (type == "table")
            {
                Sql.Execute(database, $"INSERT INTO main.{name} SELECT * FROM hive.{name}");
            }
        }

        Sql.Execute(database, $"PRAGMA main.user_version = {Sql.Scalar(database, "PRAGMA hive.user_version")}");
        transaction.Commit();
        return true;
    }
}
