using Microsoft.Data.Sqlite;
using TapoHive.Daemon.Storage;

namespace TapoHive.Daemon.Tests.Energy;

public sealed class EnergyOnDisk : EnergyKept, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-energy-").FullName;

    private protected override TelemetryDatabase Database => new TelemetryFile(File);

    private string File => Path.Combine(_folder, "telemetry.db");

    [Fact]
    public async Task Tables_of_a_newer_program_are_refused_in_words()
    {
        await OpenAsync();
        using (var sqlite = new SqliteConnection($"Data Source={File}"))
        {
            sqlite.Open();
            using var command = sqlite.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var error = await Assert.ThrowsAsync<DaemonException>(OpenAsync);
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shares_the_file_with_the_history()
    {
        var file = new TelemetryFile(File);
        var energy = new SqlEnergy(file);
        await Task.WhenAll(energy.OpenAsync(), new SqlHistory(file).OpenAsync());
        await energy.WriteAsync(Batch(Noon, Bin(0)), Zones);
        Assert.Equal(2, (await energy.OpenAsync()).Length);
        Assert.Empty(await new SqlHistory(file).OpenAsync());
    }

    [Fact]
    public async Task A_file_that_vanished_is_not_made_again_by_whoever_comes_first_but_privately_when_it_is_opened()
    {
        var store = await OpenAsync();
        SqliteConnection.ClearAllPools();
        System.IO.File.Delete(File);
        await Assert.ThrowsAsync<SqliteException>(() => store.WriteAsync(Batch(Noon, Bin(0)), Zones));
        Assert.False(System.IO.File.Exists(File));

        await store.OpenAsync();
        await store.WriteAsync(Batch(Noon, Bin(0)), Zones);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 8192), TestContext.Current.CancellationToken);
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon, Bin(0)), Zones);
        Assert.True(System.IO.File.Exists($"{File}.damaged"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
