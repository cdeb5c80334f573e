using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TapoHive.Daemon.Storage;

/// <summary>The database <c>telemetry.db</c> in the data folder. A power cut may cost the last batches.</summary>
public sealed class TelemetryFile : TelemetryDatabase
{
    private const int Corrupt = 11;
    private const int NoDatabase = 26;
    private readonly string _path;
    private readonly string _connection;

    /// <summary>Makes one for a file, which is opened later.</summary>
    public TelemetryFile(string path)
        : base(SqlDialect.Sqlite)
    {
        _path = path;

        // SQLite makes no file: one that vanished is made again by us, and private.
        _connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = true, DefaultTimeout = 30 }.ToString();
    }

    /// <summary>Makes the file and tables in it, anew where it is damaged.</summary>
    private protected override T Open<T>(Func<DbConnection, T> ensure)
    {
        try
        {
            return Made(ensure);
        }
        catch (SqliteException error) when (IsDamage(error))
        {
            SqliteConnection.ClearPool(new SqliteConnection(_connection));
            SetAside(_path);
            return Made(ensure);
        }
    }

    /// <summary>Whether the file itself is what is wrong.</summary>
    internal static bool IsDamage(SqliteException error) => error.SqliteErrorCode is Corrupt or NoDatabase;

    /// <summary>Sets a damaged file aside for whoever wants to look into it; the history itself is in the journal.</summary>
    internal static void SetAside(string path)
    {
        File.Move(path, $"{path}.damaged", overwrite: true);
        File.Delete($"{path}-wal");
        File.Delete($"{path}-shm");
    }

    private protected override DbConnection Connect()
    {
        var sqlite = new SqliteConnection(_connection);
        sqlite.Open();

        // A write touches some pages of each outlet that moved. Where they do not fit, they are read again for each line, and written more than once.
        Sql.Execute(sqlite, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000");
        return sqlite;
    }

    private T Made<T>(Func<DbConnection, T> ensure)
    {
        if (!File.Exists(_path))
        {
            // Made by hand first, so that nobody else can ever read it.
            new FileStream(_path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }

        return Connected(sqlite =>
        {
            Sql.Execute(sqlite, "PRAGMA journal_mode = WAL");
            return ensure(sqlite);
        });
    }
}
