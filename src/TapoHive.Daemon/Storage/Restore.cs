using Microsoft.Data.Sqlite;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// Puts a backup into a data folder. Nothing takes the place of what is there: neither a journal, nor energy figures, which where the journal is gone are of this
/// very hive and newer than the backup's.
/// </summary>
public static class Restore
{
    /// <summary>Puts one into a data folder that has no journal yet.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="folder">The data folder; made where there is none. No hive may run on it.</param>
    /// <param name="cancellation">Gives up, as long as nothing was changed.</param>
    /// <returns>What was restored.</returns>
    /// <exception cref="DaemonException">It is no backup, is damaged, or the folder is in use.</exception>
    public static async Task<BackupContents> PutAsync(string file, DataFolder folder, CancellationToken cancellation)
    {
        var storage = StorageFolder.Open(folder);
        using var held = DaemonLock.Take(storage);
        if (File.Exists(storage.JournalFile))
        {
            throw new DaemonException($"There is a journal in '{folder}' already, and a restore does not take its place. Move that folder away first, or name another one with --data.");
        }

        if (File.Exists(storage.ElsewhereFile))
        {
            throw new DaemonException($"The journal of '{folder}' is in PostgreSQL ({storage.ElsewhereFile} says so), and a restore does not take its place. Name another folder with --data; or, to be done with that database, remove that file first.");
        }

        foreach (var gone in new[] { storage.JournalFile, storage.TelemetryFile }.Where(static database => !File.Exists(database) && File.Exists($"{database}-wal")))
        {
            // Beside the restored database it would be taken for its own.
            throw new DaemonException($"The newest writes of the {Path.GetFileName(gone)} that was in '{folder}' are still there ({gone}-wal). Move that file away too, to where {Path.GetFileName(gone)} is now; then restore again.");
        }

        var staging = Path.Combine(storage.Root, $"restore-{Guid.NewGuid():N}");
        try
        {
            PrivateFile.EnsureFolder(staging);
            await BackupArchive.ReadAsync(file, staging, cancellation).ConfigureAwait(false);
            var journal = Path.Combine(staging, BackupArchive.JournalName);
            if (!File.Exists(journal) || !SqliteFile.IsWhole(journal, cancellation))
            {
                throw new DaemonException($"'{file}' is no backup of a hive, or is damaged. Nothing was changed.");
            }

            CheckEnergy(file, Path.Combine(staging, BackupArchive.TelemetryName), cancellation);
            var houses = Backup.Houses(journal, cancellation);
            var owner = FolderOwner.Of(storage.Root);
            owner.Take(storage.LockFile);
            foreach (var restored in Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories))
            {
                owner.Take(restored);
            }

            cancellation.ThrowIfCancellationRequested();
            return new BackupContents(houses, Place(file, staging, storage, owner));
        }
        catch (SqliteException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or SqliteException)
        {
            throw new DaemonException($"'{file}' was not restored: {error.Message} Nothing was changed.", error);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    // Figures in an older shape are brought up to date when the hive starts, as its own are.
    private static void CheckEnergy(string file, string energy, CancellationToken cancellation)
    {
        if (!File.Exists(energy))
        {
            return;
        }

        try
        {
            using var database = SqliteFile.Open(energy, cancellation);
            if (Sql.Scalar(database, "PRAGMA integrity_check") is "ok" && EnergyCopy.HasFigures(database))
            {
                if (Sql.Scalar(database, SqlDialect.Sqlite.Version) is long shape && shape > EnergySchema.Known)
                {
                    throw new DaemonException($"The energy figures in '{file}' were written by a newer version of TapoHive (shape {shape}, known up to {EnergySchema.Known}). Install that version, and restore again. Nothing was changed.");
                }

                return;
            }
        }
        catch (SqliteException error) when (TelemetryFile.IsDamage(error))
        {
            // Said below.
        }

        throw new DaemonException($"The energy figures in '{file}' are damaged. Nothing was changed. Restore another backup.");
    }

    // The journal last: with it the folder is a hive's. What another journal's history tells of goes right before, when nothing else can fail any more.
    private static EnergyFate Place(string file, string staging, StorageFolder storage, FolderOwner owner)
    {
        var (journal, energy) = (Path.Combine(staging, BackupArchive.JournalName), Path.Combine(staging, BackupArchive.TelemetryName));
        try
        {
            foreach (var from in Directory.GetFiles(staging, "*", SearchOption.AllDirectories).Where(path => path != journal && path != energy))
            {
                var to = Path.Combine(storage.Root, Path.GetRelativePath(staging, from));
                var folder = Path.GetDirectoryName(to)!;
                if (!Directory.Exists(folder))
                {
                    PrivateFile.EnsureFolder(folder);
                    owner.Take(folder);
                }

                File.Move(from, to, overwrite: true);
            }

            var fate = PlaceEnergy(energy, storage.TelemetryFile);
            File.Move(journal, storage.JournalFile);
            return fate;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new DaemonException($"'{file}' was restored only in part: {error.Message} The journal is not in '{storage.Root}' yet: correct that, and restore again.", error);
        }
    }

    private static EnergyFate PlaceEnergy(string energy, string telemetry)
    {
        var hasOwn = File.Exists(telemetry) && ForgetHistory(telemetry);
        if (!File.Exists(energy))
        {
            return EnergyFate.None;
        }

        if (hasOwn)
        {
            return EnergyFate.Kept;
        }

        // What an empty one leaves here would be taken for writes of the other.
        File.Delete($"{telemetry}-wal");
        File.Delete($"{telemetry}-shm");
        File.Move(energy, telemetry, overwrite: true);
        return EnergyFate.Included;
    }

    // The history tells of another journal; energy is nobody's but the meters'. Says whether there is any.
    private static bool ForgetHistory(string telemetry)
    {
        try
        {
            using var database = SqliteFile.Open(telemetry, CancellationToken.None);
            Sql.Execute(database, $"BEGIN IMMEDIATE; {HistorySchema.Drop} COMMIT");
            return EnergyCopy.HasFigures(database);
        }
        catch (SqliteException error) when (TelemetryFile.IsDamage(error))
        {
            // What broke the journal has often broken this one too; a hive would begin it anew as well.
            TelemetryFile.SetAside(telemetry);
            return false;
        }
    }
}
