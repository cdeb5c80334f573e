using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using TapoHive.Control.Keys;

namespace TapoHive.Daemon.Storage;

/// <summary>
/// A copy of a data folder in one file: the journal as it was at one moment (SQLite's online backup, also while the hive runs), the
/// keys of gate and operators, and the key of credential fingerprints. Not in it: telemetry.db, which is made again from the journal as
/// far as the history goes (samples of power are lost), house files and passwords, which lie elsewhere.
/// </summary>
public static class Backup
{
    private const string JournalName = "journal.db";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly string[] Folders = ["gate", "operators"];

    /// <summary>Makes one.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="file">The file to make. It holds keys, and only its owner can read it.</param>
    /// <param name="cancellation">Gives up, and leaves nothing behind.</param>
    /// <returns>The houses in it.</returns>
    /// <exception cref="DaemonException">It cannot be made.</exception>
    public static async Task<ImmutableArray<string>> MakeAsync(DataFolder folder, string file, CancellationToken cancellation)
    {
        var journal = Path.Combine(folder.Path, JournalName);
        if (!File.Exists(journal))
        {
            throw new DaemonException(File.Exists(Path.Combine(folder.Path, "journal.postgresql"))
                ? $"The journal of '{folder}' is in PostgreSQL, and a backup of the folder would not hold it. Copy the database with pg_dump, and keep the folder with its keys beside the copy."
                : $"There is no journal in '{folder}'. Name the data folder of a hive with --data.");
        }

        var copy = $"{file}.{Guid.NewGuid():N}.journal";
        var draft = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            await using (new FileStream(copy, NewPrivate()).ConfigureAwait(false))
            {
                // So that nobody else ever reads it.
            }

            await Task.Run(() => Copy(journal, copy), cancellation).ConfigureAwait(false);
            var target = new FileStream(draft, NewPrivate());
            await using (target.ConfigureAwait(false))
            {
                var packed = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
                await using (packed.ConfigureAwait(false))
                {
                    await WriteAsync(folder, copy, packed, cancellation).ConfigureAwait(false);
                }

                target.Flush(flushToDisk: true);
            }

            var houses = await HousesAsync(copy, cancellation).ConfigureAwait(false);
            File.Move(draft, file, overwrite: false);
            return houses;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new DaemonException($"No backup was made: {error.Message} See that '{folder}' may be read by this user and that there is room beside '{file}'.", error);
        }
        finally
        {
            File.Delete(copy);
            File.Delete($"{copy}-wal");
            File.Delete($"{copy}-shm");
            File.Delete(draft);
        }
    }

    /// <summary>Puts one into a data folder that has no journal yet.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="folder">The data folder; made where there is none. No hive may run on it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The houses in it.</returns>
    /// <exception cref="DaemonException">It is no backup, is damaged, or the folder is in use.</exception>
    public static async Task<ImmutableArray<string>> RestoreAsync(string file, DataFolder folder, CancellationToken cancellation)
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

        if (File.Exists($"{storage.JournalFile}-wal"))
        {
            // Beside the restored journal it would be taken for its own.
            throw new DaemonException($"The newest writes of the journal that was in '{folder}' are still there ({storage.JournalFile}-wal). Move that file away too, to where the journal is now; then restore again.");
        }

        var staging = Path.Combine(storage.Root, $"restore-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(staging, Private | UnixFileMode.UserExecute);
            await ReadAsync(file, staging, cancellation).ConfigureAwait(false);
            var journal = Path.Combine(staging, JournalName);
            if (!File.Exists(journal) || !await IsWholeAsync(journal, cancellation).ConfigureAwait(false))
            {
                throw new DaemonException($"'{file}' is no backup of a hive, or is damaged. Nothing was changed.");
            }

            var houses = await HousesAsync(journal, cancellation).ConfigureAwait(false);
            var owner = FolderOwner.Of(storage.Root);
            owner.Take(storage.LockFile);
            foreach (var restored in Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories))
            {
                owner.Take(restored);
            }

            await PlaceAsync(file, staging, storage, owner, cancellation).ConfigureAwait(false);
            return houses;
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

    // The history beside it tells of another journal; energy is nobody's but the meters'.
    private static async Task ForgetHistoryAsync(string telemetry, CancellationToken cancellation)
    {
        try
        {
            await QueryAsync(telemetry, $"BEGIN IMMEDIATE; {HistorySchema.Drop} COMMIT", cancellation).ConfigureAwait(false);
        }
        catch (SqliteException error) when (TelemetryFile.IsDamage(error))
        {
            // What broke the journal has often broken this one too; a hive would begin it anew as well.
            TelemetryFile.SetAside(telemetry);
        }
    }

    private static FileStreamOptions NewPrivate() => new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private };

    private static string Connection(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();

    private static void Copy(string journal, string copy)
    {
        using var source = new SqliteConnection(Connection(journal, SqliteOpenMode.ReadWrite));
        using var target = new SqliteConnection(Connection(copy, SqliteOpenMode.ReadWrite));
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    private static async Task WriteAsync(DataFolder folder, string journal, Stream target, CancellationToken cancellation)
    {
        var tar = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        await using (tar.ConfigureAwait(false))
        {
            await AddAsync(tar, journal, JournalName, cancellation).ConfigureAwait(false);
            var others = Folders.Select(name => Path.Combine(folder.Path, name)).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles)
                .Append(Path.Combine(folder.Path, "fingerprint.key")).Where(File.Exists);
            foreach (var other in others.Where(static path => !path.EndsWith(".new", StringComparison.Ordinal)))
            {
                await AddAsync(tar, other, Path.GetRelativePath(folder.Path, other), cancellation).ConfigureAwait(false);
            }
        }
    }

    // What a file holds, also where it is a link to somewhere else: that may not be there when it is needed.
    private static async Task AddAsync(TarWriter tar, string path, string name, CancellationToken cancellation)
    {
        var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using (content.ConfigureAwait(false))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = Private }, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task ReadAsync(string file, string staging, CancellationToken cancellation)
    {
        var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using (source.ConfigureAwait(false))
        {
            var unpacked = new GZipStream(source, CompressionMode.Decompress);
            await using (unpacked.ConfigureAwait(false))
            {
                var tar = new TarReader(unpacked);
                await using (tar.ConfigureAwait(false))
                {
                    while (await tar.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is { } entry)
                    {
                        await TakeAsync(entry, staging, cancellation).ConfigureAwait(false);
                    }
                }
            }
        }
    }

    // Names are ours or nobody's: a file from somewhere writes nowhere else.
    private static async Task TakeAsync(TarEntry entry, string staging, CancellationToken cancellation)
    {
        var parts = entry.Name.Split('/');
        var isKnown = entry.EntryType is TarEntryType.RegularFile && parts switch
        {
            [JournalName or "fingerprint.key"] => true,
            [var folder, var name] => Folders.Contains(folder) && name.Length > 0 && name is not ("." or ".."),
            _ => false,
        };
        if (!isKnown)
        {
            throw new InvalidDataException($"it holds '{entry.Name}', which no backup of a hive does.");
        }

        var target = Path.Combine(staging, entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!, Private | UnixFileMode.UserExecute);
        var written = new FileStream(target, NewPrivate());
        await using (written.ConfigureAwait(false))
        {
            await (entry.DataStream ?? Stream.Null).CopyToAsync(written, cancellation).ConfigureAwait(false);
            written.Flush(flushToDisk: true);
        }
    }

    // The journal last: with it the folder is a hive's. What another journal's history tells of goes right before, when nothing else can fail any more.
    private static async Task PlaceAsync(string file, string staging, StorageFolder storage, FolderOwner owner, CancellationToken cancellation)
    {
        try
        {
            foreach (var from in Directory.EnumerateFiles(staging, "*", SearchOption.AllDirectories).OrderBy(static path => Path.GetFileName(path) == JournalName))
            {
                var to = Path.Combine(storage.Root, Path.GetRelativePath(staging, from));
                if (to == storage.JournalFile && File.Exists(storage.TelemetryFile))
                {
                    await ForgetHistoryAsync(storage.TelemetryFile, cancellation).ConfigureAwait(false);
                }

                var folder = Path.GetDirectoryName(to)!;
                if (!Directory.Exists(folder))
                {
                    Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
                    owner.Take(folder);
                }

                File.Move(from, to, overwrite: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new DaemonException($"'{file}' was restored only in part: {error.Message} The journal is not in '{storage.Root}' yet: correct that, and restore again.", error);
        }
    }

    private static async Task<bool> IsWholeAsync(string journal, CancellationToken cancellation) =>
        await QueryAsync(journal, "PRAGMA integrity_check", cancellation).ConfigureAwait(false) is ["ok"];

    private static async Task<ImmutableArray<string>> HousesAsync(string journal, CancellationToken cancellation) =>
        await QueryAsync(journal, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'", cancellation).ConfigureAwait(false) is ["0"] ? []
            : await QueryAsync(journal, "SELECT DISTINCT substr(persistence_id, 7) FROM journal WHERE persistence_id LIKE 'house-%' ORDER BY 1", cancellation).ConfigureAwait(false);

    private static async Task<ImmutableArray<string>> QueryAsync(string database, string sql, CancellationToken cancellation)
    {
        var sqlite = new SqliteConnection(Connection(database, SqliteOpenMode.ReadWrite));
        await using (sqlite.ConfigureAwait(false))
        {
            await sqlite.OpenAsync(cancellation).ConfigureAwait(false);
            var command = sqlite.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
#pragma warning disable CA2100 // The text is ours.
                command.CommandText = sql;
#pragma warning restore CA2100
                var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var rows = ImmutableArray.CreateBuilder<string>();
                    while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    {
                        rows.Add(reader.GetValue(0).ToString() ?? "");
                    }

                    return rows.ToImmutable();
                }
            }
        }
    }
}
