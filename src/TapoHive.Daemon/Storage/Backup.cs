using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// A copy of a data folder in one file: the journal as it was at one moment (SQLite's online backup, also while the hive runs), the energy figures as they were right
/// after it, the keys of gate and operators, and the key of credential fingerprints. Not in it: the history, which is made again from the journal, house files and
/// passwords, which lie elsewhere.
/// </summary>
public static class Backup
{
    /// <summary>Makes one. Where the energy figures cannot be read it is made without them: the journal is worth more.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="file">The file to make. It holds keys, and only its owner can read it.</param>
    /// <param name="cancellation">Gives up, and leaves nothing behind.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="DaemonException">It cannot be made.</exception>
    public static async Task<BackupContents> MakeAsync(DataFolder folder, string file, CancellationToken cancellation)
    {
        var journal = Path.Combine(folder.Path, BackupArchive.JournalName);
        if (!File.Exists(journal))
        {
            throw new DaemonException(File.Exists(Path.Combine(folder.Path, "journal.postgresql"))
                ? $"The journal of '{folder}' is in PostgreSQL, and a backup of the folder would not hold it. Copy the database with pg_dump, and keep the folder with its keys beside the copy."
                : $"There is no journal in '{folder}'. Name the data folder of a hive with --data.");
        }

        var run = Guid.NewGuid().ToString("N");
        var (journalCopy, energyCopy, draft) = ($"{file}.{run}.journal", $"{file}.{run}.energy", $"{file}.{run}.new");
        try
        {
            await MakeAsync(journalCopy).ConfigureAwait(false);
            await MakeAsync(energyCopy).ConfigureAwait(false);
            await Task.Run(() => Copy(journal, journalCopy, cancellation), cancellation).ConfigureAwait(false);
            var energy = await Task.Run(() => EnergyCopy.Take(Path.Combine(folder.Path, BackupArchive.TelemetryName), energyCopy, cancellation), cancellation).ConfigureAwait(false);
            var copies = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add(BackupArchive.JournalName, journalCopy);
            await BackupArchive.WriteAsync(
                draft, folder, energy == EnergyFate.Included ? copies.Add(BackupArchive.TelemetryName, energyCopy) : copies, cancellation).ConfigureAwait(false);
            var houses = Houses(journalCopy, cancellation);
            File.Move(draft, file, overwrite: false);
            return new BackupContents(houses, energy);
        }
        catch (SqliteException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new DaemonException($"No backup was made: {error.Message} See that '{folder}' may be read by this user and that there is room beside '{file}'.", error);
        }
        finally
        {
            foreach (var left in new[] { journalCopy, $"{journalCopy}-wal", $"{journalCopy}-shm", energyCopy, draft })
            {
                File.Delete(left);
            }
        }
    }

    /// <summary>The houses of a journal.</summary>
    internal static ImmutableArray<string> Houses(string journal, CancellationToken cancellation) =>
        SqliteFile.Ask(journal, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'", cancellation) is ["0"] ? []
            : SqliteFile.Ask(journal, "SELECT DISTINCT substr(persistence_id, 7) FROM journal WHERE persistence_id LIKE 'house-%' ORDER BY 1", cancellation);

    // By hand, so that nobody else ever reads what SQLite writes into it.
    private static ValueTask MakeAsync(string copy) => new FileStream(copy, BackupArchive.NewPrivate()).DisposeAsync();

    private static void Copy(string journal, string copy, CancellationToken cancellation)
    {
        using var source = SqliteFile.Open(journal, cancellation);
        using var target = SqliteFile.Open(copy, cancellation);
        source.BackupDatabase(target);
    }
}
