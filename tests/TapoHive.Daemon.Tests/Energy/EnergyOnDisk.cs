using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Daemon.Tests.Energy;

public sealed class EnergyOnDisk : IDisposable
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly HouseName Home = new("home");
    private static readonly HouseOutlet Fridge = Outlet(1);
    private static readonly Instant Noon = Instant.FromUtc(2026, 7, 10, 12, 0);
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-energy-").FullName;
    private readonly Dictionary<HouseName, DateTimeZone> _zones = new() { [Home] = London };

    private string File => Path.Combine(_folder, "telemetry.db");

    [Fact]
    public async Task What_is_written_is_read_at_every_grain_rolled_up_or_not()
    {
        var store = await OpenAsync();
        for (var minute = 0; minute < 90; minute++)
        {
            await store.WriteAsync(Batch(Noon + Duration.FromMinutes(minute + 1), Bin(minute)), _zones);
        }

        foreach (var (grain, bins) in new[] { (EnergyGrain.Minute, 90), (EnergyGrain.Quarter, 6), (EnergyGrain.Day, 1) })
        {
            var read = await ReadAsync(store, grain);
            Assert.Equal(bins, read.Length);
            Assert.Equal(90, read.Sum(static bin => bin.Energy.WattHours));
            Assert.Equal(90, read.Sum(static bin => bin.Measured.TotalMinutes));
        }

        Assert.Equal(London.AtStartOfDay(new LocalDate(2026, 7, 10)).ToInstant(), (await ReadAsync(store, EnergyGrain.Day))[0].From);
    }

    [Fact]
    public async Task What_comes_late_is_added_to_what_was_rolled_up_before()
    {
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon + Duration.FromHours(2), Bin(0)), _zones);
        await store.WriteAsync(Batch(Noon + Duration.FromHours(3), Bin(0) with { Energy = EnergyAmount.FromWattHours(-1) }, Bin(20)), _zones);
        Assert.Equal([0.0, 1.0], (await ReadAsync(store, EnergyGrain.Quarter)).Select(static bin => bin.Energy.WattHours));
        Assert.Equal(1, Assert.Single(await ReadAsync(store, EnergyGrain.Day)).Energy.WattHours);
    }

    [Fact]
    public async Task Meters_go_on_after_a_restart_where_they_were()
    {
        var told = new EnergySample(
            Mac.Parse("00-00-5E-00-53-01"), Noon, Duration.FromSeconds(15), new Power(60_500), new Voltage(230_100), new Current(263), new ElectricEnergy(3), new ElectricEnergy(70),
            new LocalDateTime(2000, 1, 1, 0, 10, 5), Noon - Duration.FromHours(1));
        var state = new MeterState(told with { At = Noon + Duration.FromSeconds(15) }, new CountBase(told, new EnergyAmount(123_456_789), 2, new EnergyAmount(7)));
        var store = await OpenAsync();
        await store.WriteAsync(new EnergyBatch(Noon, [new KnownMeter(Fridge, state)], [], [], 0), _zones);

        var meter = Assert.Single(await new SqliteEnergy(new TelemetryFile(File)).OpenAsync());

        Assert.Equal(new KnownMeter(Fridge, state), meter);
    }

    [Fact]
    public async Task Looks_and_their_losses_are_kept()
    {
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon, Bin(0)) with { Lost = 12 }, _zones);
        using var sqlite = new SqliteConnection($"Data Source={File}");
        sqlite.Open();
        using var command = sqlite.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM energy_sample) || ' ' || (SELECT sum(looks) FROM energy_loss)";
        Assert.Equal("1 12", command.ExecuteScalar());
    }

    [Fact]
    public async Task What_is_too_old_is_forgotten_each_at_its_own_time()
    {
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon + Duration.FromHours(2), Bin(0)), _zones);
        await store.ForgetAsync(Noon + Duration.FromDays(40), EnergyKeeping.Usual);
        Assert.Empty(await ReadAsync(store, EnergyGrain.Minute));
        Assert.Equal(1, Assert.Single(await ReadAsync(store, EnergyGrain.Quarter)).Energy.WattHours);
        await store.ForgetAsync(Noon + Duration.FromDays(4000), EnergyKeeping.Usual);
        Assert.Empty(await ReadAsync(store, EnergyGrain.Day));
    }

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
        var energy = new SqliteEnergy(file);
        await Task.WhenAll(energy.OpenAsync(), new SqliteHistory(file).OpenAsync());
        await energy.WriteAsync(Batch(Noon, Bin(0)), _zones);
        Assert.Equal(2, (await energy.OpenAsync()).Length);
        Assert.Empty(await new SqliteHistory(file).OpenAsync());
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 8192), TestContext.Current.CancellationToken);
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon, Bin(0)), _zones);
        Assert.True(System.IO.File.Exists($"{File}.damaged"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<SqliteEnergy> OpenAsync()
    {
        var store = new SqliteEnergy(new TelemetryFile(File));
        await store.OpenAsync();
        return store;
    }

    private static async Task<ImmutableArray<EnergyBin>> ReadAsync(SqliteEnergy store, EnergyGrain grain) =>
        (await store.ReadAsync(new ReadEnergy([Fridge], Noon - Duration.FromDays(1), Noon + Duration.FromDays(1), grain, London)))[Fridge];

    private static EnergyBatch Batch(Instant at, params EnergyBin[] bins)
    {
        var sample = new EnergySample(Mac.Parse("00-00-5E-00-53-01"), at, Duration.FromSeconds(15), new Power(60_000));
        return new EnergyBatch(
            at,
            [new KnownMeter(Fridge, new MeterState(sample)), new KnownMeter(Outlet(2), new MeterState(sample))],
            [new TelemetryItem.Looked(Fridge, sample)],
            [.. bins.Select(static bin => new MinuteOf(Fridge, bin)), .. bins.Select(static bin => new MinuteOf(Outlet(2), bin))],
            0);
    }

    private static EnergyBin Bin(int minute) => new(Noon + Duration.FromMinutes(minute), EnergyAmount.FromWattHours(1), Duration.FromMinutes(1), Duration.Zero);

    private static HouseOutlet Outlet(int number) => new(Home, new OutletKey(new PlugId($"00-00-5E-00-53-0{number}"), OutletSlot.Whole));
}
