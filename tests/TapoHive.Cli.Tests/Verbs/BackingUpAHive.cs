using System.Text.Json;
using Microsoft.Data.Sqlite;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Storage;

namespace TapoHive.Cli.Tests.Verbs;

/// <summary>What a person is told of the energy figures, and where a script finds it.</summary>
public sealed class BackingUpAHive : IDisposable
{
    private readonly TemporaryFolder _root = new();

    private string Data => Path.Combine(_root.Path, "data");

    private string Elsewhere => Path.Combine(_root.Path, "elsewhere");

    private string BackupFile => Path.Combine(_root.Path, "hive.tapohive");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _root.Dispose();
    }

    [Fact]
    public async Task Figures_are_named_among_what_a_backup_holds()
    {
        await MakeAsync(Data, "figures");

        var made = await TypeAsync("backup", Data);
        var restored = await TypeAsync("restore", Elsewhere);

        Assert.Equal((ExitCode.Done, ""), (made.Code, made.Error));
        Assert.Contains($"{BackupFile} holds the journal of no house, the energy figures and the keys of the hive in {Data}.", made.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, ""), (restored.Code, restored.Error));
        Assert.StartsWith($"{Elsewhere} holds the journal of no house, the energy figures and the keys of the hive again.", restored.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty", "none", "No energy figures are in it: nothing was measured yet.", "")]
    [InlineData("gone", "missing", "", "No energy figures are in it: there is no file 'DATA/telemetry.db'.\n")]
    [InlineData("damaged", "damaged", "", "No energy figures are in it: 'DATA/telemetry.db' is damaged. Keep a copy of that file, and the last backup that has the figures.\n")]
    public async Task Without_them_it_is_said_why_and_a_fault_where_faults_are_looked_for(string telemetry, string word, string told, string error)
    {
        await MakeAsync(Data, telemetry);

        var made = await TypeAsync("backup", Data);
        File.Delete(BackupFile);
        var json = await TypeAsync("backup", Data, "--output", "json");
        var restored = await TypeAsync("restore", Elsewhere);

        Assert.Equal((ExitCode.Done, error.Replace("DATA", Data, StringComparison.Ordinal)), (made.Code, made.Error));
        Assert.Contains(told, made.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("the energy figures", made.Out, StringComparison.Ordinal);
        Assert.Equal(word, EnergyOf(json));
        Assert.Contains("no energy figures are in that backup", restored.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_that_stay_are_said_to()
    {
        await MakeAsync(Data, "figures");
        await MakeAsync(Elsewhere, "figures");
        File.Delete(Path.Combine(Elsewhere, "journal.db"));
        await TypeAsync("backup", Data);

        var restored = await TypeAsync("restore", Elsewhere, "--output", "json");

        Assert.Equal((ExitCode.Done, "kept"), (restored.Code, EnergyOf(restored)));
        Assert.Equal($"The energy figures that were in {Elsewhere} stay; those of {BackupFile} were not restored. To have those instead, restore into an empty folder.\n", restored.Error);
    }

    private static string? EnergyOf(Typed typed)
    {
        using var json = JsonDocument.Parse(typed.Out);
        return json.RootElement.GetProperty("energy").GetString();
    }

    private static async Task MakeAsync(string folder, string telemetry)
    {
        var storage = StorageFolder.Open(new DataFolder(folder));
        await (await Journal.OpenAsync(storage, TestContext.Current.CancellationToken)).CloseAsync();
        switch (telemetry)
        {
            case "figures" or "empty":
                await new SqlEnergy(new TelemetryFile(storage.TelemetryFile)).OpenAsync();
                if (telemetry == "figures")
                {
                    await MeasureAsync(storage.TelemetryFile);
                }

                break;
            case "damaged":
                await File.WriteAllTextAsync(storage.TelemetryFile, new string('x', 8_192), TestContext.Current.CancellationToken);
                break;
            default:
                break;
        }

        SqliteConnection.ClearAllPools();
    }

    private static async Task MeasureAsync(string telemetry)
    {
        await using var sqlite = new SqliteConnection($"Data Source={telemetry}");
        await sqlite.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = sqlite.CreateCommand();
        command.CommandText = "INSERT INTO energy_outlet VALUES (1, 'hillside', '00-00-5E-00-53-01', 0, '{}')";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private Task<Typed> TypeAsync(string verb, string folder, params string[] others) => Typing.TypeAsync([verb, BackupFile, "--data", folder, .. others]);
}
