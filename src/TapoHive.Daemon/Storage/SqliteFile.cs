using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace TapoHive.Daemon.Storage;

/// <summary>Speaks to a SQLite file from beside the hive: to a copy, or to one that no hive runs on.</summary>
internal static class SqliteFile
{
    private const int StepsBetweenLooks = 100_000;

    /// <summary>Opens one that is there.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="cancellation">Ends even a statement that goes through years of rows; SQLite then says that it was interrupted.</param>
    public static SqliteConnection Open(string file, CancellationToken cancellation)
    {
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            database.Open();
            SQLitePCL.raw.sqlite3_progress_handler(database.Handle, StepsBetweenLooks, _ => cancellation.IsCancellationRequested ? 1 : 0, null);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Whether all of it is sound, down to the last page.</summary>
    public static bool IsWhole(string file, CancellationToken cancellation) => Ask(file, "PRAGMA integrity_check", cancellation) is ["ok"];

    /// <summary>The first column of an answer.</summary>
    public static ImmutableArray<string> Ask(string file, string question, CancellationToken cancellation)
    {
        using var database = Open(file, cancellation);
        return Sql.Read(database, question, static row => row.GetValue(0).ToString() ?? "");
    }
}
