using Microsoft.Data.Sqlite;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Storage;

namespace TapoHive.Daemon.Tests.Storage;

public sealed class HousesOfAJournal : IDisposable
{
    private readonly StorageFolder _folder = StorageFolder.Open(new DataFolder(Directory.CreateTempSubdirectory("tapohive-houses-").FullName));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Every_house_with_events_is_named_once_and_nothing_else_is(int houses)
    {
        Execute("CREATE TABLE journal (persistence_id TEXT NOT NULL, sequence_number INTEGER NOT NULL)");
        foreach (var stream in Enumerable.Range(1, houses).Select(static number => $"house-{number}").Prepend("another").Append("yet-another"))
        {
            Execute($"INSERT INTO journal VALUES ('{stream}', 1), ('{stream}', 2)");
        }

        var journal = await Journal.OpenAsync(_folder, TestContext.Current.CancellationToken);
        var named = await journal.HousesAsync(TestContext.Current.CancellationToken);

        string[] expected = [.. Enumerable.Range(1, houses).Select(static number => $"{number}")];
        string[] actual = [.. named.Select(static house => house.Value).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, actual);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder.Root, recursive: true);
    }

    private void Execute(string sql)
    {
        using var database = new SqliteConnection($"Data Source={_folder.JournalFile}");
        database.Open();
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // The text is ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
