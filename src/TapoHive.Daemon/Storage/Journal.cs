using System.Data.Common;
using Akka.Actor.Setup;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Storage;

/// <summary>The journal and the snapshots of houses: on SQLite in one file (write-ahead log, every commit on disk before anybody is told), or on PostgreSQL.</summary>
public sealed class Journal
{
    private const string IdPrefix = "house-";
    private const string Sqlite = "SQLite.MS";
    private const string PostgreSql = "PostgreSQL.15";

    // From one stream to the next by the index: DISTINCT would walk over all events of all years.
    private const string Streams =
        """
        WITH RECURSIVE streams(id) AS (
          SELECT min(persistence_id) FROM journal
          UNION ALL
          SELECT (SELECT min(persistence_id) FROM journal WHERE persistence_id > streams.id) FROM streams WHERE streams.id IS NOT NULL)
        SELECT id FROM streams WHERE id IS NOT NULL
        """;

    private readonly string _provider;
    private readonly string _connection;
    private readonly string _hasTable;
    private readonly Func<DbConnection> _connect;
    private readonly OpenConnections _open = new();

    private Journal(string provider, string connection, string hasTable, Func<DbConnection> connect) =>
        (_provider, _connection, _hasTable, _connect) = (provider, connection, hasTable, connect);

    /// <summary>Akka configuration of journal and snapshots; where they are <see cref="Setups"/> say.</summary>
    public string Configuration =>
        $$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              {{Database("on")}}
              # An event of a large house has hundreds of outlets: as the text of a statement it is four times as large.
              prefer-parameters-on-multirow-insert = true
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              {{Database("on")}}
              # One that cannot be read costs time and nothing else: the journal keeps every event.
              snapshot-is-optional = true
            }
          }
          query.journal.sql {
            {{Database("off")}}
            # Only events of one house are asked for. The highest number of all events, which Akka would look up every second, is of use to nobody.
            journal-sequence-retrieval.query-delay = 1d
          }
          max-concurrent-recoveries = 16
        }
        """;

    /// <summary>What goes with it, and may hold a password.</summary>
    public Setup[] Setups => [new DataOptionsSetup(Options)];

    /// <summary>How Akka connects.</summary>
    internal DataOptions Options => new DataOptions().UseConnectionString(_provider, _connection).UseInterceptors(_open.Interceptors);

    /// <summary>Opens the file, making it where there is none.</summary>
    /// <exception cref="DaemonException">It cannot be used.</exception>
    public static async Task<Journal> OpenAsync(StorageFolder folder, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(folder.JournalFile))
            {
                // Made by hand first, so that nobody else can ever read it.
                var made = new FileStream(folder.JournalFile, new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
                await made.DisposeAsync().ConfigureAwait(false);
            }

            var connection = new SqliteConnectionStringBuilder { DataSource = folder.JournalFile, Pooling = true }.ToString();
            var journal = new Journal(
                Sqlite, connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'", () => new SqliteConnection(connection));
            await journal.QueryAsync("PRAGMA journal_mode = WAL", cancellation).ConfigureAwait(false);
            return journal;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new DaemonException($"The journal {folder.JournalFile} cannot be opened: {error.Message} See that the disk is not full and the file is yours and whole.", error);
        }
    }

    /// <summary>The journal in a database that was opened.</summary>
    public static Journal On(PostgresDatabase postgres) => new(
        PostgreSql, postgres.Connection, "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'journal'", postgres.Source.CreateConnection);

    /// <summary>Lets what Akka has under way come to its end, and nothing more begin. For when the actor system that was given <see cref="Setups"/> has ended: it does
    /// not wait for its writes.</summary>
    public Task CloseAsync() => _open.CloseAsync();

    /// <summary>The houses that have a history here.</summary>
    /// <exception cref="DaemonException">It cannot be read.</exception>
    public async Task<IReadOnlyList<HouseName>> HousesAsync(CancellationToken cancellation)
    {
        try
        {
            return await QueryAsync(_hasTable, cancellation).ConfigureAwait(false) is ["0"] ? []
                : [.. (await QueryAsync(Streams, cancellation).ConfigureAwait(false))
                    .Where(static id => id.StartsWith(IdPrefix, StringComparison.Ordinal)).Select(static id => new HouseName(id[IdPrefix.Length..]))];
        }
        catch (DbException error)
        {
            throw new DaemonException($"The journal cannot be read: {error.Message} See that it is whole, or go back to a backup with 'tapohive restore'.", error);
        }
    }

    private string Database(string makesTables) =>
        $$"""
        provider-name = "{{_provider}}"
        auto-initialize = {{makesTables}}
        {{(_provider == Sqlite ? "" : "circuit-breaker { max-failures = 10, call-timeout = 10s, reset-timeout = 5s }")}}
        """;

    private async Task<List<string>> QueryAsync(string sql, CancellationToken cancellation)
    {
        var database = _connect();
        await using (database.ConfigureAwait(false))
        {
            await database.OpenAsync(cancellation).ConfigureAwait(false);
            var command = database.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
#pragma warning disable CA2100 // The text is ours.
                command.CommandText = sql;
#pragma warning restore CA2100
                var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    List<string> rows = [];
                    while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    {
                        rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture) ?? "");
                    }

                    return rows;
                }
            }
        }
    }
}
