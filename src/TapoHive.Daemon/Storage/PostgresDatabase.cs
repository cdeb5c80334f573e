using System.Globalization;
using Npgsql;
using TapoHive.Daemon.Accounts;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// The PostgreSQL database of a hive, and the lock by which only one hive uses it. The lock belongs to a connection that is looked at now and then: where the
/// database went away for a while it is taken again, if need be from a connection of our own that the server still waits for; where another hive was faster this one has to stop.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly string _connection;
    private readonly TimeProvider _time;
    private readonly DatabaseLock _lock;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _holding = Task.CompletedTask;

    private PostgresDatabase(string connection, string name, TimeProvider time)
    {
        (_connection, Name, _time) = (connection, name, time);
        Source = NpgsqlDataSource.Create(connection);
        _lock = new DatabaseLock(connection, time);
    }

    /// <summary>Which it is, without secrets: <c>tapohive on db.example.net:5432</c>.</summary>
    public string Name { get; }

    /// <summary>Completes when another hive has taken the database.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Its connections.</summary>
    internal NpgsqlDataSource Source { get; }

    /// <summary>How the journal connects; it holds the password.</summary>
    internal string Connection => _connection;

    /// <summary>Connects, and takes the lock.</summary>
    /// <exception cref="DaemonException">It cannot be reached or used, or another hive has it.</exception>
    public static async Task<PostgresDatabase> OpenAsync(PostgresOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var builder = new NpgsqlConnectionStringBuilder(options.Connection) { ApplicationName = "tapohive" };
        if (options.Password is { } place)
        {
            var found = await SecretPlaces.ReadAsync(place).ConfigureAwait(false);
            builder.Password = found.Secret ?? throw new DaemonException($"The password of the database is not to be had: {found.Trouble}");
        }

        var database = new PostgresDatabase(builder.ConnectionString, string.Create(CultureInfo.InvariantCulture, $"{builder.Database ?? builder.Username} on {builder.Host}:{builder.Port}"), time);
        try
        {
            var held = await database._lock.TakeFirstAsync(cancellation).ConfigureAwait(false)
                ?? throw new DaemonException($"Another hive uses the database {database.Name}. Stop it first, or give this one a database of its own in storage.postgresql.");
            database._holding = database.HoldAsync(held);
            return database;
        }
        catch (NpgsqlException error)
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw new DaemonException($"The database {database.Name} cannot be used: {error.Message} See that it runs and that storage.postgresql and storage.password are right.", error);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _holding.ConfigureAwait(false);
        await _lock.DisposeAsync().ConfigureAwait(false);
        await Source.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task HoldAsync(NpgsqlConnection held)
    {
        NpgsqlConnection? connection = held;
        try
        {
            while (true)
            {
                await Task.Delay(LookEvery, _time, _stopping.Token).ConfigureAwait(false);
                try
                {
                    if (connection is null)
                    {
                        connection = await _lock.TakeAgainAsync(_stopping.Token).ConfigureAwait(false);
                        if (connection is null)
                        {
                            _lost.TrySetResult();
                            return;
                        }
                    }

                    var looking = connection.CreateCommand();
                    await using (looking.ConfigureAwait(false))
                    {
                        looking.CommandText = "SELECT 1";
                        await looking.ExecuteScalarAsync(_stopping.Token).ConfigureAwait(false);
                    }
                }
                catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
                {
                    // It is away: whoever writes says so.
                    if (connection is not null)
                    {
                        await connection.DisposeAsync().ConfigureAwait(false);
                        connection = null;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The hive stops.
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
