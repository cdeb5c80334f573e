using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TapoHive.Daemon.Storage;

/// <summary>What SQLite and PostgreSQL have different words for; all else they understand alike.</summary>
/// <param name="Identity">The type of a column that numbers its rows.</param>
/// <param name="Bytes">The type of a column of bytes.</param>
/// <param name="ByKey">Behind a table whose rows lie in the order of their key.</param>
/// <param name="Elements">A query of the texts in a parameter, which is a list in JSON.</param>
/// <param name="Version">Asks for the version of the tables of energy.</param>
/// <param name="SetVersion">Says which it is.</param>
internal sealed record SqlDialect(string Identity, string Bytes, string ByKey, Func<string, string> Elements, string Version, Func<int, string> SetVersion)
{
    /// <summary>SQLite: the version stands in the head of the file.</summary>
    public static SqlDialect Sqlite { get; } = new(
        "INTEGER PRIMARY KEY",
        "BLOB",
        " WITHOUT ROWID",
        static list => $"SELECT value FROM json_each({list})",
        "PRAGMA user_version",
        static version => $"PRAGMA user_version = {version}");

    /// <summary>PostgreSQL: it stands in a table.</summary>
    public static SqlDialect PostgreSql { get; } = new(
        "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "BYTEA",
        "",
        static list => $"SELECT json_array_elements_text({list}::json)",
        "CREATE TABLE IF NOT EXISTS energy_schema (version BIGINT NOT NULL); SELECT coalesce(max(version), 0) FROM energy_schema",
        static version => $"DELETE FROM energy_schema; INSERT INTO energy_schema VALUES ({version})");

    /// <summary>Begins to read as of one moment, and keeps nobody from writing.</summary>
    public static DbTransaction BeginReading(DbConnection database) =>
        database is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : database.BeginTransaction(IsolationLevel.RepeatableRead);
}
