using Npgsql;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The advisory lock of a PostgreSQL database, on connections of its own. Where a network fails, the server goes on waiting for the old connection, lock and all, while
/// the hive is back on a new one. So each hive that runs names its connection as nobody else does, and ends what goes by that name; what goes by another name it leaves alone.
/// </summary>
internal sealed class DatabaseLock : IAsyncDisposable
{
    /// <summary>"tapohive" in ASCII: the number that hives agree on.</summary>
    public const long Number = 0x7461706f68697665;

    // Longer than a server takes to notice that a host has vanished, by the settings below.
    private static readonly TimeSpan PatienceAtTheStart = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);

    // Probes find a silent host, the time-out one that acknowledges no answer, for which the system alone would wait a quarter of an hour.
    private const string NoticeWithin25Seconds =
        "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000";

    private const string Holder =
        """
        SELECT holder.pid, who.application_name IS NOT DISTINCT FROM current_setting('application_name') AS is_own, coalesce(who.query_start::text, '')
        FROM pg_locks AS holder LEFT JOIN pg_stat_activity AS who ON who.pid = holder.pid
        WHERE holder.locktype = 'advisory' AND holder.granted AND holder.objsubid = 1 AND (holder.classid::bigint << 32 | holder.objid::bigint) = @number
          AND holder.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;

    /// <summary>Makes one for a database; nothing is taken yet.</summary>
    public DatabaseLock(string connection, TimeProvider time)
    {
        _time = time;

        // Not from a pool: one that goes back there would keep the lock.
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { ApplicationName = $"tapohive-lock-{Guid.NewGuid():N}", Pooling = false });
    }

    /// <summary>Takes it for a hive that starts; nothing where another hive has it. One that lives asks something every few seconds, so who says nothing
    /// for longer may have vanished with its host, and is waited for.</summary>
    public Task<NpgsqlConnection?> TakeFirstAsync(CancellationToken cancellation) => TakeAsync(PatienceAtTheStart, cancellation);

    /// <summary>Takes it again for a hive that had it; nothing where another hive was faster.</summary>
    public Task<NpgsqlConnection?> TakeAgainAsync(CancellationToken cancellation) => TakeAsync(TimeSpan.Zero, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<NpgsqlConnection?> TakeAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var isTaken = false;
        try
        {
            await ExecuteAsync(connection, NoticeWithin25Seconds, cancellation).ConfigureAwait(false);
            isTaken = await WaitAsync(connection, patience, cancellation).ConfigureAwait(false);
            return isTaken ? connection : null;
        }
        finally
        {
            if (!isTaken)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> WaitAsync(NpgsqlConnection connection, TimeSpan patience, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        (int Pid, string Asked)? first = null;
        while (!await TryAsync(connection, cancellation).ConfigureAwait(false))
        {
            var holder = await HolderAsync(connection, cancellation).ConfigureAwait(false);
            if (holder is { IsOwn: true } own)
            {
                await EndAsync(connection, own.Pid, cancellation).ConfigureAwait(false);
                continue;
            }

            if (holder is { } other)
            {
                first ??= (other.Pid, other.Asked);
                if (first != (other.Pid, other.Asked) || _time.GetElapsedTime(began) >= patience)
                {
                    return false;
                }
            }

            // Also where nobody is seen to have it: whoever had it has let it go since it was asked for, or cannot be seen from here.
            await Task.Delay(AskEvery, _time, cancellation).ConfigureAwait(false);
        }

        return true;
    }

    private static async Task<bool> TryAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(@number)", connection) { Parameters = { new("number", Number) } };
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
        }
    }

    private static async Task<(int Pid, bool IsOwn, string Asked)?> HolderAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(Holder, connection) { Parameters = { new("number", Number) } };
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellation).ConfigureAwait(false) ? (reader.GetInt32(0), reader.GetBoolean(1), reader.GetString(2)) : null;
            }
        }
    }

    // By name as well as by number: the server may have given the number to somebody else since. It waits until that is over.
    private static async Task EndAsync(NpgsqlConnection connection, int pid, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid = @pid AND application_name = current_setting('application_name')", connection)
        {
            Parameters = { new("pid", pid) },
        };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // The text is ours.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }
}
