using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Daemon.Tests.Storage;

/// <summary>Energy figures cannot be made again, so a backup holds them; the history beside them can, so it does not.</summary>
public sealed class BackingUpEnergy : IDisposable
{
    private const string Figures = "energy_outlet energy_sample energy_minute energy_quarter energy_day energy_rolled energy_loss energy_written";
    private static readonly Instant Noon = Instant.FromUtc(2026, 7, 10, 12, 0);
    private static readonly HouseOutlet Fridge = new(new HouseName("hillside"), new OutletKey(new PlugId("00-00-5E-00-53-01"), OutletSlot.Whole));
    private readonly string _root = Directory.CreateTempSubdirectory("tapohive-backup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DataFolder Data => new(Path.Combine(_root, "data"));

    private DataFolder Elsewhere => new(Path.Combine(_root, "elsewhere"));

    private string BackupFile => Path.Combine(_root, "hive.tapohive");

    private string Telemetry => Path.Combine(Data.Path, "telemetry.db");

    private string Restored => Path.Combine(Elsewhere.Path, "telemetry.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task The_figures_come_back_elsewhere_and_the_history_is_left_to_the_journal()
    {
        await MeasureAsync(Data, 180);

        Assert.Equal(EnergyFate.Included, (await Backup.MakeAsync(Data, BackupFile, Cancel)).Energy);
        Assert.Equal(EnergyFate.Included, (await Restore.PutAsync(BackupFile, Elsewhere, Cancel)).Energy);

        Assert.Equal(RowsOf(Telemetry), RowsOf(Restored));
        Assert.Equal("0", Ask(Restored, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'history%'"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Restored));
        var restored = new TelemetryFile(Restored);
        Assert.Empty(await new SqlHistory(restored).OpenAsync());
        var energy = new SqlEnergy(restored);
        Assert.Equal(MeterAt(180), Assert.Single(await energy.OpenAsync()).State);
        Assert.Equal(180, (await ReadAsync(energy)).Sum(static bin => bin.Energy.WattHours));
        await energy.WriteAsync(BatchOf(180, 181), Zones());
        Assert.Equal(181, (await ReadAsync(energy)).Sum(static bin => bin.Energy.WattHours));
    }

    [Fact]
    public async Task A_hive_in_the_middle_of_writing_goes_on_and_what_it_had_not_finished_is_in_no_backup()
    {
        await MeasureAsync(Data, 30);
        var before = RowsOf(Telemetry);
        await using var hive = new SqliteConnection($"Data Source={Telemetry};Pooling=False");
        await hive.OpenAsync(Cancel);
        Sql.Execute(hive, "BEGIN IMMEDIATE; DELETE FROM energy_minute; INSERT INTO energy_loss VALUES (1, 1)");

        Assert.Equal(EnergyFate.Included, (await Backup.MakeAsync(Data, BackupFile, Cancel)).Energy);
        Sql.Execute(hive, "COMMIT");
        await Restore.PutAsync(BackupFile, Elsewhere, Cancel);

        Assert.Equal(before, RowsOf(Restored));
    }

    [Fact]
    public async Task A_backup_without_figures_restores_as_it_ever_did_and_says_so()
    {
        await MakeJournalAsync(Data);
        Assert.Equal(EnergyFate.Missing, (await Backup.MakeAsync(Data, BackupFile, Cancel)).Energy);
        Assert.Equal(EnergyFate.None, (await Restore.PutAsync(BackupFile, Elsewhere, Cancel)).Energy);
        Assert.Equal("hive.lock journal.db", Names(Elsewhere.Path));
    }

    [Fact]
    public async Task Where_nothing_was_measured_there_is_nothing_to_copy()
    {
        await MakeJournalAsync(Data);
        var telemetry = new TelemetryFile(Telemetry);
        await new SqlHistory(telemetry).OpenAsync();
        Assert.Equal(EnergyFate.None, (await Backup.MakeAsync(Data, BackupFile, Cancel)).Energy);

        File.Delete(BackupFile);
        await new SqlEnergy(telemetry).OpenAsync();
        Assert.Equal(EnergyFate.None, (await Backup.MakeAsync(Data, BackupFile, Cancel)).Energy);
    }

    [Theory]
    [InlineData("all of it")]
    [InlineData("energy_minute")]
    [InlineData("energy_day")]
    public async Task What_is_damaged_costs_the_figures_and_not_the_backup(string what)
    {
        await MeasureAsync(Data, 180);
        Break(Telemetry, what);

        Assert.Equal(EnergyFate.Damaged, (await Backup.MakeAsync(Data, BackupFile, Cancel)).Energy);

        Assert.Equal("hive.tapohive", Names(_root, Directory.EnumerateFiles));
        Assert.Equal("hillside", string.Join(' ', (await Restore.PutAsync(BackupFile, Elsewhere, Cancel)).Houses));
        Assert.False(File.Exists(Restored));
    }

    [Fact]
    public async Task A_history_that_is_damaged_costs_no_figures()
    {
        await MeasureAsync(Data, 180);
        Break(Telemetry, "history");

        Assert.Equal(EnergyFate.Included, (await Backup.MakeAsync(Data, BackupFile, Cancel)).Energy);
        await Restore.PutAsync(BackupFile, Elsewhere, Cancel);

        Assert.Equal(RowsOf(Telemetry), RowsOf(Restored));
    }

    [Theory]
    [InlineData("all of it", "are damaged")]
    [InlineData("energy_quarter", "are damaged")]
    [InlineData("DELETE FROM energy_outlet", "are damaged")]
    [InlineData("PRAGMA user_version = 99", "newer version")]
    public async Task Figures_that_a_hive_could_not_use_change_nothing(string how, string told)
    {
        await MeasureAsync(Data, 180);
        await Backup.MakeAsync(Data, BackupFile, Cancel);
        await ChangeEntryAsync(how);

        var error = await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Elsewhere, Cancel));

        Assert.Contains($"The energy figures in '{BackupFile}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", error.Message, StringComparison.Ordinal);
        Assert.Equal("hive.lock", Names(Elsewhere.Path));
    }

    [Fact]
    public async Task Figures_in_an_older_shape_are_brought_up_to_date_when_a_hive_starts()
    {
        await MeasureAsync(Data, 30);
        Execute(Telemetry, "DROP TABLE energy_written; CREATE INDEX energy_loss_at ON energy_loss (at); PRAGMA user_version = 1");
        await Backup.MakeAsync(Data, BackupFile, Cancel);

        Assert.Equal(EnergyFate.Included, (await Restore.PutAsync(BackupFile, Elsewhere, Cancel)).Energy);

        Assert.Equal("1 1", Ask(Restored, "SELECT (SELECT user_version FROM pragma_user_version) || ' ' || (SELECT count(*) FROM sqlite_master WHERE name = 'energy_loss_at')"));
        var energy = new SqlEnergy(new TelemetryFile(Restored));
        await energy.OpenAsync();
        Assert.Equal(30, (await ReadAsync(energy)).Sum(static bin => bin.Energy.WattHours));
    }

    [Fact]
    public async Task Figures_that_are_there_stay()
    {
        await MeasureAsync(Data, 30);
        await Backup.MakeAsync(Data, BackupFile, Cancel);
        await MeasureAsync(Elsewhere, 60);
        var own = RowsOf(Restored);
        File.Delete(Path.Combine(Elsewhere.Path, "journal.db"));

        Assert.Equal(EnergyFate.Kept, (await Restore.PutAsync(BackupFile, Elsewhere, Cancel)).Energy);

        Assert.Equal(own, RowsOf(Restored));
        Assert.Equal("0", Ask(Restored, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'history%'"));
        Assert.True(File.Exists(Path.Combine(Elsewhere.Path, "journal.db")));
    }

    [Fact]
    public async Task A_file_without_figures_gives_way_with_the_writes_it_left()
    {
        await MeasureAsync(Data, 30);
        await Backup.MakeAsync(Data, BackupFile, Cancel);
        Directory.CreateDirectory(Elsewhere.Path);
        var empty = new TelemetryFile(Restored);
        await new SqlHistory(empty).OpenAsync();
        await new SqlEnergy(empty).OpenAsync();
        SqliteConnection.ClearAllPools();

        // Whoever reads keeps the write-ahead log from being tidied away.
        await using var reader = new SqliteConnection($"Data Source={Restored};Pooling=False");
        await reader.OpenAsync(Cancel);
        Sql.Execute(reader, "BEGIN; SELECT count(*) FROM sqlite_master");

        Assert.Equal(EnergyFate.Included, (await Restore.PutAsync(BackupFile, Elsewhere, Cancel)).Energy);

        Assert.Equal(RowsOf(Telemetry), RowsOf(Restored));
    }

    [Fact]
    public async Task A_file_that_is_damaged_gives_way_and_is_set_aside()
    {
        await MeasureAsync(Data, 30);
        await Backup.MakeAsync(Data, BackupFile, Cancel);
        Directory.CreateDirectory(Elsewhere.Path);
        await File.WriteAllTextAsync(Restored, new string('x', 8_192), Cancel);

        Assert.Equal(EnergyFate.Included, (await Restore.PutAsync(BackupFile, Elsewhere, Cancel)).Energy);

        Assert.Equal(RowsOf(Telemetry), RowsOf(Restored));
        Assert.True(File.Exists($"{Restored}.damaged"));
    }

    [Fact]
    public async Task The_newest_writes_of_figures_that_were_moved_away_are_not_taken_for_the_restored_ones()
    {
        await MeasureAsync(Data, 30);
        await Backup.MakeAsync(Data, BackupFile, Cancel);
        Directory.CreateDirectory(Elsewhere.Path);
        await File.WriteAllTextAsync($"{Restored}-wal", "the newest writes", Cancel);

        var error = await Assert.ThrowsAsync<DaemonException>(() => Restore.PutAsync(BackupFile, Elsewhere, Cancel));

        Assert.Contains($"{Restored}-wal", error.Message, StringComparison.Ordinal);
        Assert.Equal("hive.lock telemetry.db-wal", Names(Elsewhere.Path));
    }

    [Theory]
    [InlineData("a key cannot be read")]
    [InlineData("its name was taken")]
    public async Task What_fails_when_the_copies_are_made_leaves_nothing(string why)
    {
        await MeasureAsync(Data, 180);
        using var key = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (why == "its name was taken")
        {
            await File.WriteAllTextAsync(BackupFile, "somebody else's", Cancel);
        }
        else
        {
            Directory.CreateDirectory(Data.OperatorsFolder);
            key.Bind(new UnixDomainSocketEndPoint(Path.Combine(Data.OperatorsFolder, "key")));
        }

        var error = await Assert.ThrowsAsync<DaemonException>(() => Backup.MakeAsync(Data, BackupFile, Cancel));

        Assert.StartsWith("No backup was made: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(why == "its name was taken" ? "hive.tapohive" : "", Names(_root, Directory.EnumerateFiles));
    }

    [Fact]
    public async Task Who_gives_up_when_the_copies_are_made_leaves_nothing()
    {
        await MeasureAsync(Data, 180);

        // A key that is a pipe: packing waits there for somebody who writes into it.
        Directory.CreateDirectory(Data.OperatorsFolder);
        var pipe = Path.Combine(Data.OperatorsFolder, "pipe");
        using var made = Process.Start("mkfifo", [pipe]);
        await made.WaitForExitAsync(Cancel);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var making = Task.Run(() => Backup.MakeAsync(Data, BackupFile, giveUp.Token), Cancel);
        while (!making.IsCompleted && !Directory.EnumerateFiles(_root, "*.new").Any())
        {
            await Task.Yield();
        }

        var copies = Directory.GetFiles(_root);
        await giveUp.CancelAsync();
        await using (new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
        }

        Assert.Equal(".energy .journal .new", string.Join(' ', copies.Select(Path.GetExtension).Order(StringComparer.Ordinal)));
        Assert.Equal("", Names(_root, Directory.EnumerateFiles));
    }

    [Fact]
    public async Task Years_of_figures_are_not_waited_for_by_who_gives_up()
    {
        await MeasureAsync(Data, 1);
        Execute(Telemetry, "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 200000) INSERT INTO energy_quarter SELECT 1, n, 0, 0, 0 FROM number");
        var copy = Path.Combine(_root, "copy");
        await File.WriteAllBytesAsync(copy, [], Cancel);

        var error = Assert.Throws<SqliteException>(() => EnergyCopy.Take(Telemetry, copy, new CancellationToken(canceled: true)));

        Assert.Equal(9, error.SqliteErrorCode);
    }

    private static Dictionary<HouseName, DateTimeZone> Zones() => new() { [Fridge.House] = DateTimeZone.Utc };

    private static EnergySample SampleAt(int minute) =>
        new(Mac.Parse("00-00-5E-00-53-01"), Noon + Duration.FromMinutes(minute), Duration.FromSeconds(15), new Power(60_000));

    private static MeterState MeterAt(int minute) => new(SampleAt(minute));

    private static EnergyBatch BatchOf(int from, int to) => new(
        Noon + Duration.FromMinutes(to),
        [new KnownMeter(Fridge, MeterAt(to))],
        [new TelemetryItem.Looked(Fridge, SampleAt(to))],
        [.. Enumerable.Range(from, to - from).Select(static minute => new MinuteOf(Fridge, new EnergyBin(Noon + Duration.FromMinutes(minute), EnergyAmount.FromWattHours(1), Duration.FromMinutes(1), Duration.Zero)))],
        Lost: 3);

    private static async Task<IEnumerable<EnergyBin>> ReadAsync(SqlEnergy energy) =>
        (await energy.ReadAsync(new ReadEnergy([Fridge], Noon - Duration.FromDays(1), Noon + Duration.FromDays(1), EnergyGrain.Quarter, DateTimeZone.Utc)))[Fridge];

    // A hive that measured for so many minutes, an hour at a time, and was killed.
    private static async Task MeasureAsync(DataFolder folder, int minutes)
    {
        await MakeJournalAsync(folder);
        var telemetry = new TelemetryFile(Path.Combine(folder.Path, "telemetry.db"));
        var (history, energy) = (new SqlHistory(telemetry), new SqlEnergy(telemetry));
        await history.OpenAsync();
        await history.WriteAsync(new HistoryBatch(new HistoryMark(Fridge.House, 1_000, Noon), [], [], null));
        await energy.OpenAsync();
        for (var from = 0; from < minutes; from += 60)
        {
            await energy.WriteAsync(BatchOf(from, Math.Min(from + 60, minutes)), Zones());
        }
    }

    private static async Task MakeJournalAsync(DataFolder folder)
    {
        await using var journal = new SqliteConnection($"Data Source={StorageFolder.Open(folder).JournalFile};Pooling=False");
        await journal.OpenAsync(Cancel);
        Sql.Execute(journal, "PRAGMA journal_mode = WAL; CREATE TABLE journal (persistence_id TEXT); INSERT INTO journal VALUES ('house-hillside')");
    }

    // The file as it is when its hive has ended, and then the first page of a table, or all pages.
    private static void Break(string database, string what)
    {
        SqliteConnection.ClearAllPools();
        var page = what == "all of it" ? 0 : long.Parse(Ask(database, $"SELECT rootpage FROM sqlite_master WHERE name = '{what}'"), System.Globalization.CultureInfo.InvariantCulture);
        using var file = new FileStream(database, FileMode.Open, FileAccess.Write);
        file.Position = page == 0 ? 0 : (page - 1) * 4_096;
        file.Write(Enumerable.Repeat((byte)'x', page == 0 ? (int)file.Length : 4_096).ToArray());
    }

    private async Task ChangeEntryAsync(string how)
    {
        var (unpacked, changed) = (Path.Combine(_root, "unpacked"), $"{BackupFile}.changed");
        Directory.CreateDirectory(unpacked);
        await using (var source = new GZipStream(File.OpenRead(BackupFile), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(source, unpacked, overwriteFiles: false, Cancel);
        }

        var telemetry = Path.Combine(unpacked, "telemetry.db");
        if (how.Contains(' ', StringComparison.Ordinal) && how != "all of it")
        {
            Execute(telemetry, how);
        }
        else
        {
            Break(telemetry, how);
        }

        await using (var target = new GZipStream(File.Create(changed), CompressionLevel.Fastest))
        {
            await TarFile.CreateFromDirectoryAsync(unpacked, target, includeBaseDirectory: false, Cancel);
        }

        File.Move(changed, BackupFile, overwrite: true);
    }

    private static List<string> RowsOf(string database)
    {
        using var sqlite = SqliteFile.Open(database, Cancel);
        return [.. Figures.Split(' ').SelectMany(table => Sql.Read(sqlite, $"SELECT * FROM {table}", row => $"{table} {string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(row.GetValue))}"))];
    }

    private static string Ask(string database, string question) => Assert.Single(SqliteFile.Ask(database, question, Cancel));

    private static void Execute(string database, string sql)
    {
        using var sqlite = SqliteFile.Open(database, Cancel);
        Sql.Execute(sqlite, sql);
    }

    private static string Names(string folder, Func<string, IEnumerable<string>>? entries = null) =>
        string.Join(' ', (entries ?? Directory.EnumerateFileSystemEntries)(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
