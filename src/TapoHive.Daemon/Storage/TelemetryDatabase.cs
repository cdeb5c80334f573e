using System.Data.Common;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The database that the history and the energy of the hive share. They take turns writing, and only some read at a time: databases are spoken to by threads from the
/// pool, each call taking one for its milliseconds, and one that does not answer must not take them all.
/// </summary>
#pragma warning disable CA1001 // Nobody asks the semaphores for a handle, so there is nothing to let go of.
public abstract class TelemetryDatabase
#pragma warning restore CA1001
{
    private const int MostReaders = 4;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(MostReaders, MostReaders);
    private volatile bool _isClosed;

    private protected TelemetryDatabase(SqlDialect dialect) => Dialect = dialect;

    /// <summary>What it has words of its own for.</summary>
    internal SqlDialect Dialect { get; }

    /// <summary>Lets what is under way come to its end, and nothing more begin.</summary>
    public async Task CloseAsync()
    {
        _isClosed = true;
        await _writing.WaitAsync().ConfigureAwait(false);
        for (var reader = 0; reader < MostReaders; reader++)
        {
            await _reading.WaitAsync().ConfigureAwait(false);
        }

        // Whoever waits for a turn is told that there will be none.
        _writing.Release();
        _reading.Release(MostReaders);
    }

    /// <summary>Makes tables in it.</summary>
    internal Task<T> OpenAsync<T>(Func<DbConnection, T> ensure) => InTurnAsync(_writing, () => Open(ensure));

    /// <summary>Reads, beside whoever writes.</summary>
    internal Task<T> ReadAsync<T>(Func<DbConnection, T> read) => InTurnAsync(_reading, () => Connected(read));

    /// <summary>Writes, after whoever came before.</summary>
    internal Task<T> WriteAsync<T>(Func<DbConnection, T> write) => InTurnAsync(_writing, () => Connected(write));

    private protected virtual T Open<T>(Func<DbConnection, T> ensure) => Connected(ensure);

    private protected abstract DbConnection Connect();

    private protected T Connected<T>(Func<DbConnection, T> work)
    {
        using var database = Connect();
        return work(database);
    }

    private async Task<T> InTurnAsync<T>(SemaphoreSlim turn, Func<T> work)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return await Task.Run(work).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
