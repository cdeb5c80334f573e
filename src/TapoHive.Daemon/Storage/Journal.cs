using Microsoft.Data.Sqlite;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Storage;

/// <summary>The journal on SQLite: one file, write-ahead log, every commit on disk before anybody is told.</summary>
public sealed class Journal
{
    private const string IdPrefix = "house-";
    private readonly string _connection;

    private Journal(string connection) => _connection = connection;

    /// <summary>Akka configuration of journal and snapshots.</summary>
    public string Configuration =>
        $$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              connection-string = "{{_connection}}"
              provider-name = "SQLite.MS"
              auto-initialize = on
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              connection-string = "{{_connection}}"
              provider-name = "SQLite.MS"
              auto-initialize = on
            }
          }
          query.journal.sql {
            connection-string = "{{_connection}}"
            provider-name = "SQLite.MS"
            auto-initialize = off
          }
          max-concurrent-recoveries = 16
        }
        """;

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
            var journal = new Journal(connection);
            await journal.ExecuteAsync("PRAGMA journal_mode = WAL", cancellation).ConfigureAwait(false);
            return journal;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new DaemonException($"The journal {folder.JournalFile} cannot be opened: {error.Message} See that the disk is not full and the file is yours and whole.", error);
        }
    }

    /// <summary>The houses that have a history here.</summary>
    public async Task<IReadOnlyList<HouseName>> HousesAsync(CancellationToken cancellation)
    {
        var sqlite = new SqliteConnection(_connection);
        await using (sqlite.ConfigureAwait(false))
        {
            await sqlite.OpenAsync(cancellation).ConfigureAwait(false);
            var known = sqlite.CreateCommand();
            await using (known.ConfigureAwait(false))
            {
                known.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'";
                if ((long)(await known.ExecuteScalarAsync(cancellation).ConfigureAwait(false))! == 0)
                {
                    return [];
                }

                known.CommandText = "SELECT DISTINCT persistence_id FROM journal";
                var reader = await known.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    List<HouseName> houses = [];
                    while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    {
                        var id = reader.GetString(0);
                        if (id.StartsWith(IdPrefix, StringComparison.Ordinal))
                        {
                            houses.Add(new HouseName(id[IdPrefix.Length..]));
                        }
                    }

                    return houses;
                }
            }
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        var sqlite = new SqliteConnection(_connection);
        await using (sqlite.ConfigureAwait(false))
        {
            await sqlite.OpenAsync(cancellation).ConfigureAwait(false);
            var command = sqlite.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
#pragma warning disable CA2100 // The text is ours.
                command.CommandText = sql;
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }
        }
    }
}
