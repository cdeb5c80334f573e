using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Tests.Storage;

public sealed class BackingUp : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tapohive-backup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DataFolder Data => new(Path.Combine(_root, "data"));

    private DataFolder Elsewhere => new(Path.Combine(_root, "elsewhere"));

    private string BackupFile => Path.Combine(_root, "hive.tapohive");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_folder_in_use_comes_back_elsewhere_as_it_was()
    {
        var storage = StorageFolder.Open(Data);
        using var running = DaemonLock.Take(storage);
        await using var journal = await WriteAsync(storage, "house-hillside", "house-villa", "something-else");
        GateKeys.Ensure(Data, DateTimeOffset.UnixEpoch).Dispose();
        await StorageFolder.ReadOrMakeSecretAsync(storage.FingerprintKeyFile, 32, Cancel);

        Assert.Equal("hillside villa", string.Join(' ', (await Backup.MakeAsync(Data, BackupFile, Cancel)).Houses));
        await ExecuteAsync(journal, "INSERT INTO journal VALUES ('house-later')");
        Assert.Equal("hillside villa", string.Join(' ', (await Restore.PutAsync(BackupFile, Elsewhere, Cancel)).Houses));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupFile));
        foreach (var file in new[] { Data.LocalOperatorFile, Data.RegistryFile, storage.FingerprintKeyFile, Path.Combine(Data.GateFolder, "gate.pem") })
        {
            var restored = Path.Combine(Elsewhere.Path, Path.GetRelativePath(Data.Path, file));
            Assert.Equal(await File.ReadAllBytesAsync(file, Cancel), await File.ReadAllBytesAsync(restored, Cancel));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(restored));
        }

        Assert.Equal(["hive.tapohive"], Directory.EnumerateFiles(_root).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.Equal(
            ["fingerprint.key", "gate", "hive.lock", "journal.db", "operators"],
            Directory.EnumerateFileSystemEntries(Elsewhere.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_folder_whose_journal_is_in_a_database_elsewhere_is_left_as_it_is()
    {
        var storage = StorageFolder.Open(Data);
        await using var journal = await WriteAsync(storage, "house-hillside");
        GateKeys.Ensure(Data, DateTimeOffset.UnixEpoch).Dispose();
        await Backup.MakeAsync(Data, BackupFile, Cancel);
        var other = StorageFolder.Open(Elsewhere);
        await File.WriteAllTextAsync(other.ElsewhereFile, "elsewhere", Cancel);

        var error = await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Elsewhere, Cancel));

        Assert.Contains(other.ElsewhereFile, error.Message, StringComparison.Ordinal);
        Assert.Equal(["hive.lock", "journal.postgresql"], Directory.EnumerateFileSystemEntries(Elsewhere.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_database_whose_name_nobody_knows_is_named_with_what_to_do()
    {
        var error = await Assert.ThrowsAsync<DaemonException>(() => PostgresDatabase.OpenAsync(new PostgresOptions("Host=no-such-host.invalid;Username=tapohive;Database=tapohive", null), TimeProvider.System, Cancel));

        Assert.Contains("cannot be used", error.Message, StringComparison.Ordinal);
        Assert.Contains("storage.postgresql", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_restored_belongs_to_whom_the_folder_does()
    {
        var storage = StorageFolder.Open(Data);
        await using var journal = await WriteAsync(storage, "house-hillside");
        GateKeys.Ensure(Data, DateTimeOffset.UnixEpoch).Dispose();
        await Backup.MakeAsync(Data, BackupFile, Cancel);
        Directory.CreateDirectory(Elsewhere.Path);
        if (Environment.IsPrivilegedProcess)
        {
            // The folder of a service that runs under a user of its own; others can give nothing away.
            using var given = Process.Start("chown", ["4711:4712", Elsewhere.Path]);
            await given.WaitForExitAsync(Cancel);
            Assert.Equal(0, given.ExitCode);
        }

        var owner = FolderOwner.Of(Elsewhere.Path);
        await Restore.PutAsync(BackupFile, Elsewhere, Cancel);

        var restored = Directory.EnumerateFileSystemEntries(Elsewhere.Path, "*", SearchOption.AllDirectories).ToList();
        Assert.Contains(StorageFolder.Open(Elsewhere).JournalFile, restored, StringComparer.Ordinal);
        Assert.All(restored, path => Assert.Equal(owner, FolderOwner.Of(path)));
    }

    [Fact]
    public async Task A_key_that_is_a_link_is_in_the_backup_itself()
    {
        var storage = StorageFolder.Open(Data);
        await using var journal = await WriteAsync(storage, "house-hillside");
        GateKeys.Ensure(Data, DateTimeOffset.UnixEpoch).Dispose();
        var (pem, away) = (Path.Combine(Data.GateFolder, "gate.pem"), Path.Combine(_root, "gate.pem"));
        File.Move(pem, away);
        File.CreateSymbolicLink(pem, away);

        await Backup.MakeAsync(Data, BackupFile, Cancel);
        await Restore.PutAsync(BackupFile, Elsewhere, Cancel);

        var restored = new FileInfo(Path.Combine(Elsewhere.GateFolder, "gate.pem"));
        Assert.Null(restored.LinkTarget);
        Assert.Equal(await File.ReadAllTextAsync(away, Cancel), await File.ReadAllTextAsync(restored.FullName, Cancel));
    }

    [Fact]
    public async Task A_folder_that_has_a_journal_or_a_hive_is_not_restored_over()
    {
        var storage = StorageFolder.Open(Data);
        await using (await WriteAsync(storage, "house-hillside"))
        {
            await Backup.MakeAsync(Data, BackupFile, Cancel);
        }

        Assert.Contains("already", (await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Data, Cancel))).Message, StringComparison.Ordinal);
        using var running = DaemonLock.Take(StorageFolder.Open(Elsewhere));
        Assert.Contains("Another hive", (await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Elsewhere, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_of_another_journal_is_not_taken_for_the_restored_ones()
    {
        var (storage, telemetry) = await HistoryWithoutJournalAsync();
        await File.WriteAllTextAsync($"{storage.JournalFile}-wal", "the newest writes", Cancel);

        Assert.Contains("-wal", (await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Data, Cancel))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(storage.JournalFile));
        File.Delete($"{storage.JournalFile}-wal");
        await Restore.PutAsync(BackupFile, Data, Cancel);

        // The history is made again, of this journal; energy is of the meters, and stays.
        Assert.Empty(await new SqlHistory(telemetry).OpenAsync());
        Assert.Equal(0L, await telemetry.ReadAsync(static database => Sql.Scalar(database, "SELECT count(*) FROM energy_outlet")));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_history_that_is_damaged_keeps_nobody_from_restoring()
    {
        var storage = StorageFolder.Open(Data);
        await using (await WriteAsync(storage, "house-hillside"))
        {
            await Backup.MakeAsync(Data, BackupFile, Cancel);
        }

        SqliteConnection.ClearAllPools();
        File.Delete(storage.JournalFile);
        await File.WriteAllTextAsync(storage.TelemetryFile, new string('x', 8_192), Cancel);

        Assert.Equal("hillside", string.Join(' ', (await Restore.PutAsync(BackupFile, Data, Cancel)).Houses));
        Assert.Equal((false, true), (File.Exists(storage.TelemetryFile), File.Exists($"{storage.TelemetryFile}.damaged")));
    }

    [Fact]
    public async Task A_history_that_cannot_be_forgotten_keeps_the_journal_out_and_is_left_as_it_is()
    {
        var (storage, telemetry) = await HistoryWithoutJournalAsync();
        await telemetry.WriteAsync(static database => Sql.Execute(database, "DROP TABLE history_mark; CREATE VIEW history_mark AS SELECT 1 AS revision"));
        SqliteConnection.ClearAllPools();

        var error = await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Data, Cancel));

        Assert.Contains("restored only in part", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(storage.JournalFile));
        Assert.Equal(0L, await telemetry.ReadAsync(static database => Sql.Scalar(database, "SELECT (SELECT count(*) FROM history) + (SELECT count(*) FROM history_standing)")));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_history_is_not_forgotten_before_all_else_is_in_its_place()
    {
        var (storage, telemetry) = await HistoryWithoutJournalAsync();
        Directory.Delete(Data.GateFolder, recursive: true);
        await File.WriteAllTextAsync(Data.GateFolder, "no folder", Cancel);

        var error = await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Data, Cancel));

        Assert.Contains("restored only in part", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(storage.JournalFile));
        Assert.Single(await new SqlHistory(telemetry).OpenAsync());
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_not_called_another_hives()
    {
        var storage = StorageFolder.Open(Data);
        File.CreateSymbolicLink(storage.LockFile, Path.Combine(_root, "nowhere", "hive.lock"));

        var error = Assert.Throws<DaemonException>(() => DaemonLock.Take(storage));

        Assert.StartsWith($"The data folder {storage.Root} cannot be used: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_backup_changes_nothing()
    {
        await File.WriteAllTextAsync(BackupFile, "no archive", Cancel);
        await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Elsewhere, Cancel));
        Assert.Equal(["hive.lock"], Directory.EnumerateFileSystemEntries(Elsewhere.Path).Select(Path.GetFileName), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("operators/../../outside")]
    [InlineData("/outside")]
    [InlineData("operators/..")]
    [InlineData("elsewhere/file")]
    public async Task A_file_from_somewhere_writes_nowhere_else(string name)
    {
        await using (var packed = new GZipStream(File.Create(BackupFile), CompressionLevel.Fastest))
        await using (var tar = new TarWriter(packed))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) }, Cancel);
        }

        Assert.Contains("which no backup of a hive does", (await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Elsewhere, Cancel))).Message, StringComparison.Ordinal);
        Assert.Equal(["hive.lock"], Directory.EnumerateFileSystemEntries(Elsewhere.Path).Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.False(File.Exists(Path.Combine(_root, "outside")));
    }

    // A backup, and a folder that has lost its journal since.
    private async Task<(StorageFolder Storage, TelemetryFile Telemetry)> HistoryWithoutJournalAsync()
    {
        var storage = StorageFolder.Open(Data);
        GateKeys.Ensure(Data, DateTimeOffset.UnixEpoch).Dispose();
        await using (await WriteAsync(storage, "house-hillside"))
        {
            await Backup.MakeAsync(Data, BackupFile, Cancel);
        }

        var telemetry = new TelemetryFile(storage.TelemetryFile);
        await new SqlHistory(telemetry).OpenAsync();
        await new SqlEnergy(telemetry).OpenAsync();
        await new SqlHistory(telemetry).WriteAsync(new HistoryBatch(new HistoryMark(new HouseName("hillside"), 1_000, Instant.FromUnixTimeSeconds(0)), [], [], null));
        SqliteConnection.ClearAllPools();
        File.Delete(storage.JournalFile);
        return (storage, telemetry);
    }

    private static async Task<SqliteConnection> WriteAsync(StorageFolder storage, params string[] ids)
    {
        var journal = new SqliteConnection($"Data Source={storage.JournalFile};Pooling=False");
        await journal.OpenAsync(Cancel);
        await ExecuteAsync(journal, "PRAGMA journal_mode = WAL");
        await ExecuteAsync(journal, "CREATE TABLE journal (persistence_id TEXT)");
        foreach (var id in ids)
        {
            await ExecuteAsync(journal, $"INSERT INTO journal VALUES ('{id}')");
        }

        return journal;
    }

    private static async Task ExecuteAsync(SqliteConnection journal, string sql)
    {
        await using var command = journal.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
