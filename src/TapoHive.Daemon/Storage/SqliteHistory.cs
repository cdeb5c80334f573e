using System.Collections.Immutable;
using System.Runtime.Serialization;
using Microsoft.Data.Sqlite;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The history on SQLite, in <c>telemetry.db</c> beside the journal: a file of its own, so that what is written here never makes a
/// house wait. A power cut may cost the last batches; they are made again from the journal. SQLite has no waiting of its own that
/// threads could be spared, so each call takes one from the pool for its milliseconds.
/// </summary>
public sealed class SqliteHistory : IHistoryStore
{
    private const int LinesForgottenAtOnce = 5_000;
    private const int Corrupt = 11;
    private const int NoDatabase = 26;
    private readonly string _file;
    private readonly string _connection;

    /// <summary>Makes one for a file, which is opened later.</summary>
    public SqliteHistory(string file)
    {
        _file = file;
        _connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true, DefaultTimeout = 30 }.ToString();
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<HistoryMark>> OpenAsync() => Task.Run(() =>
    {
        try
        {
            return Open();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NoDatabase)
        {
            // Set aside for whoever wants to look into it; the history itself is in the journal.
            SqliteConnection.ClearPool(new SqliteConnection(_connection));
            File.Move(_file, $"{_file}.damaged", overwrite: true);
            File.Delete($"{_file}-wal");
            File.Delete($"{_file}-shm");
            return Open();
        }
    });

    /// <inheritdoc/>
    public Task<HouseState?> CheckpointAsync(HouseName house) => Task.Run(() =>
    {
        using var sqlite = Connect();
        using var command = sqlite.CreateCommand();
        command.CommandText = "SELECT checkpoint FROM history_mark WHERE house = $house";
        command.Parameters.AddWithValue("$house", house.Value);
        try
        {
            return command.ExecuteScalar() is byte[] bytes ? (HouseState)HiveSerializer.Read(bytes, Manifests.NameOf(typeof(HouseState))) : null;
        }
        catch (SerializationException)
        {
            // Of a version with another shape: the journal has all of it.
            return null;
        }
    });

    /// <inheritdoc/>
    public Task WriteAsync(HistoryBatch batch) => Task.Run(() =>
    {
        using var sqlite = Connect();
        using var transaction = sqlite.BeginTransaction();
        HistoryStatements.Insert(sqlite, batch);
        transaction.Commit();
    });

    /// <inheritdoc/>
    public Task<HistoryPage> ReadAsync(ReadHistory question) => Task.Run(() =>
    {
        using var sqlite = Connect();
        var lines = HistoryStatements.Page(sqlite, question);
        return lines.Length <= question.Limit
            ? new HistoryPage(lines, null)
            : new HistoryPage(lines[..question.Limit], lines[question.Limit - 1].Place);
    });

    /// <inheritdoc/>
    public Task<OutletPast> PastAsync(ReadPast question) => Task.Run(() =>
    {
        using var sqlite = Connect();
        return HistoryStatements.Past(sqlite, question);
    });

    /// <inheritdoc/>
    public Task ForgetAsync(Instant before) => Task.Run(() =>
    {
        using var sqlite = Connect();
        while (HistoryStatements.Forget(sqlite, before, LinesForgottenAtOnce) > 0)
        {
            // In small steps: who reads or writes meanwhile waits for one of them at most.
        }
    });

    private ImmutableArray<HistoryMark> Open()
    {
        if (!File.Exists(_file))
        {
            // Made by hand first, so that nobody else can ever read it.
            new FileStream(_file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }

        using var sqlite = Connect();
        HistorySchema.Execute(sqlite, "PRAGMA journal_mode = WAL");
        HistorySchema.Ensure(sqlite);
        return HistoryStatements.Marks(sqlite);
    }

    private SqliteConnection Connect()
    {
        var sqlite = new SqliteConnection(_connection);
        sqlite.Open();
        HistorySchema.Execute(sqlite, "PRAGMA synchronous = NORMAL");
        return sqlite;
    }
}
