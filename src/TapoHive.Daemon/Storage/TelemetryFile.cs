using Microsoft.Data.Sqlite;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The database <c>telemetry.db</c>: the history and the energy of the hive share it, and take turns writing, so that neither ever waits inside SQLite. SQLite has no
/// waiting of its own that threads could be spared, so each call takes one from the pool for its milliseconds. A power cut may cost the last batches.
/// </summary>
#pragma warning disable CA1001 // Nobody asks the semaphore for a handle, so there is nothing to let go of.
public sealed class TelemetryFile
#pragma warning restore CA1001
{
    private const int Corrupt = 11;
    private const int NoDatabase = 26;
    private readonly string _path;
    private readonly string _connection;
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Makes one for a file, which is opened later.</summary>
    public TelemetryFile(string path)
    {
        _path = path;
        _connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();
    }

    /// <summary>Makes the file and tables in it, anew where it is damaged.</summary>
    internal async Task<T> OpenAsync<T>(Func<SqliteConnection, T> ensure)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Open(ensure)).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads, beside whoever writes.</summary>
    internal Task<T> ReadAsync<T>(Func<SqliteConnection, T> read) => Task.Run(() =>
    {
        using var sqlite = Connect();
        return read(sqlite);
    });

    /// <summary>Writes, after whoever came before.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            return await ReadAsync(write).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private T Open<T>(Func<SqliteConnection, T> ensure)
    {
        try
        {
            return Made(ensure);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NoDatabase)
        {
            // Set aside for whoever wants to look into it; the history itself is in the journal.
            SqliteConnection.ClearPool(new SqliteConnection(_connection));
            File.Move(_path, $"{_path}.damaged", overwrite: true);
            File.Delete($"{_path}-wal");
            File.Delete($"{_path}-shm");
            return Made(ensure);
        }
    }

    private T Made<T>(Func<SqliteConnection, T> ensure)
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

        using var sqlite = Connect();
        Sql.Execute(sqlite, "PRAGMA journal_mode = WAL");
        return ensure(sqlite);
    }

    private SqliteConnection Connect()
    {
        var sqlite = new SqliteConnection(_connection);
        sqlite.Open();
        Sql.Execute(sqlite, "PRAGMA synchronous = NORMAL");
        return sqlite;
    }
}
