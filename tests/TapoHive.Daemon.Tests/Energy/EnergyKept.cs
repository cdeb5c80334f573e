using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Daemon.Tests.Energy;

/// <summary>What holds of energy wherever it is kept.</summary>
public abstract class EnergyKept
{
    private protected static readonly Instant Noon = Instant.FromUtc(2026, 7, 10, 12, 0);
    private const int MinutesPerDay = 24 * 60;
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly HouseName Home = new("home");
    private static readonly HouseOutlet Fridge = Outlet(1);
    private protected static readonly Dictionary<HouseName, DateTimeZone> Zones = new() { [Home] = London };

    private protected abstract TelemetryDatabase Database { get; }

    [Fact]
    public async Task What_is_written_is_read_at_every_grain_rolled_up_or_not()
    {
        var store = await OpenAsync();
        for (var minute = 0; minute < 90; minute++)
        {
            await store.WriteAsync(Batch(Noon + Duration.FromMinutes(minute + 1), Bin(minute)), Zones);
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
        await store.WriteAsync(Batch(Noon + Duration.FromHours(2), Bin(0)), Zones);
        await store.WriteAsync(Batch(Noon + Duration.FromHours(3), Bin(0) with { Energy = EnergyAmount.FromWattHours(-1) }, Bin(20)), Zones);
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
        await store.WriteAsync(new EnergyBatch(Noon, [new KnownMeter(Fridge, state)], [], [], 0), Zones);

        var meter = Assert.Single(await new SqlEnergy(Database).OpenAsync());

        Assert.Equal(new KnownMeter(Fridge, state), meter);
    }

    [Fact]
    public async Task Looks_and_their_losses_are_kept()
    {
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon, Bin(0)) with { Lost = 12 }, Zones);
        Assert.Equal("1 12", await Database.ReadAsync(static database => Sql.Scalar(database, "SELECT (SELECT count(*) FROM energy_sample) || ' ' || (SELECT sum(looks) FROM energy_loss)")));
        await LiveAsync(store, Noon + Duration.FromDays(4000));
        await store.ForgetAsync(Noon + Duration.FromDays(4000), EnergyKeeping.Usual);
        Assert.Equal(0L, await Database.ReadAsync(static database => Sql.Scalar(database, "SELECT (SELECT count(*) FROM energy_sample) + (SELECT count(*) FROM energy_loss)")));
    }

    [Fact]
    public async Task What_is_too_old_is_forgotten_each_at_its_own_time()
    {
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon + Duration.FromHours(2), Bin(0)), Zones);
        await LiveAsync(store, Noon + Duration.FromDays(40));
        await store.ForgetAsync(Noon + Duration.FromDays(40), EnergyKeeping.Usual);
        Assert.Empty(await ReadAsync(store, EnergyGrain.Minute));
        Assert.Equal(1, Assert.Single(await ReadAsync(store, EnergyGrain.Quarter)).Energy.WattHours);
        await LiveAsync(store, Noon + Duration.FromDays(4000));
        await store.ForgetAsync(Noon + Duration.FromDays(4000), EnergyKeeping.Usual);
        Assert.Empty(await ReadAsync(store, EnergyGrain.Day));
    }

    [Fact]
    public async Task The_last_minutes_of_a_hive_that_was_away_for_long_are_rolled_up_before_they_are_forgotten()
    {
        var store = await OpenAsync();
        var keeping = EnergyKeeping.Usual with { Minutes = Duration.FromDays(1) };
        await store.WriteAsync(Batch(Noon - Duration.FromDays(1), Bin(-2 * MinutesPerDay)), Zones);
        await store.WriteAsync(Batch(Noon + Duration.FromMinutes(15), Bin(0), Bin(14)), Zones);
        var back = Noon + Duration.FromDays(40);
        await store.ForgetAsync(back, keeping);
        await store.WriteAsync(Batch(back), Zones);
        await store.ForgetAsync(back, keeping);
        Assert.Empty(await ReadAsync(store, EnergyGrain.Minute));
        Assert.Equal(2, Assert.Single(await ReadAsync(store, EnergyGrain.Quarter)).Energy.WattHours);
        Assert.Equal(2, Assert.Single(await ReadAsync(store, EnergyGrain.Day)).Energy.WattHours);
    }

    [Fact]
    public async Task A_clock_that_jumps_decades_ahead_costs_nothing()
    {
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon + Duration.FromHours(2), Bin(0)), Zones);
        var astray = Noon + Duration.FromDays(40 * 365);
        await LiveAsync(store, astray, Duration.FromHours(1));
        await store.ForgetAsync(astray, EnergyKeeping.Usual);
        foreach (var grain in new[] { EnergyGrain.Minute, EnergyGrain.Quarter, EnergyGrain.Day })
        {
            Assert.Equal(1, Assert.Single(await ReadAsync(store, grain)).Energy.WattHours);
        }
    }

    [Fact]
    public async Task A_hive_that_was_off_for_a_year_forgets_when_it_is_back_for_a_week()
    {
        var store = await OpenAsync();
        await store.WriteAsync(Batch(Noon + Duration.FromHours(2), Bin(0)), Zones);
        var back = Noon + Duration.FromDays(365);
        await LiveAsync(store, back + Duration.FromDays(6), Duration.FromDays(6));
        await store.ForgetAsync(back + Duration.FromDays(6), EnergyKeeping.Usual);
        Assert.Single(await ReadAsync(store, EnergyGrain.Minute));
        await store.ForgetAsync(back + Duration.FromDays(7), EnergyKeeping.Usual);
        Assert.Empty(await ReadAsync(store, EnergyGrain.Minute));
        Assert.Single(await ReadAsync(store, EnergyGrain.Quarter));
    }

    [Fact]
    public async Task A_batch_that_comes_again_counts_once()
    {
        var store = await OpenAsync();
        var batch = Batch(Noon + Duration.FromHours(2), Bin(0));
        await store.WriteAsync(batch, Zones);
        await store.WriteAsync(batch, Zones);
        Assert.Equal(1, Assert.Single(await ReadAsync(store, EnergyGrain.Minute)).Energy.WattHours);
        await store.WriteAsync(batch with { Id = Guid.NewGuid() }, Zones);
        Assert.Equal(2, Assert.Single(await ReadAsync(store, EnergyGrain.Quarter)).Energy.WattHours);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public async Task Few_outlets_and_many_are_told_the_same(int outlets)
    {
        var store = await OpenAsync();
        var all = Enumerable.Range(1, 40).Select(Outlet).ToList();
        var sample = new EnergySample(Mac.Parse("00-00-5E-00-53-01"), Noon, Duration.FromSeconds(15), new Power(60_000));
        await store.WriteAsync(
            new EnergyBatch(
                Noon + Duration.FromHours(1),
                [.. all.Select(outlet => new KnownMeter(outlet, new MeterState(sample)))],
                [],
                [.. all.SelectMany(static (outlet, number) => Enumerable.Range(0, 5).Select(minute => new MinuteOf(outlet, Bin(minute * 3) with { Energy = EnergyAmount.FromWattHours(number + minute) })))],
                0),
            Zones);
        var asked = all.Take(outlets).ToImmutableArray();
        foreach (var to in new[] { Noon + Duration.FromMinutes(10), Instant.MaxValue })
        {
            var read = await store.ReadAsync(new ReadEnergy(asked, Instant.MinValue, to, EnergyGrain.Minute, London));
            Assert.Equal(outlets, read.Count);
            Assert.All(asked.Index(), each => Assert.Equal(
                Enumerable.Range(each.Index, to == Instant.MaxValue ? 5 : 4).Select(static wattHours => (double)wattHours), read[each.Item].Select(static bin => bin.Energy.WattHours)));
        }
    }

    private protected async Task<SqlEnergy> OpenAsync()
    {
        var store = new SqlEnergy(Database);
        await store.OpenAsync();
        return store;
    }

    // A minute was measured so long ago: more than a week, where nothing else is said.
    private static Task LiveAsync(SqlEnergy store, Instant now, Duration? ago = null) =>
        store.WriteAsync(Batch(now, Bin((int)(now - (ago ?? Duration.FromDays(8)) - Noon).TotalMinutes)) with { Samples = [] }, Zones);

    private static async Task<ImmutableArray<EnergyBin>> ReadAsync(SqlEnergy store, EnergyGrain grain) =>
        (await store.ReadAsync(new ReadEnergy([Fridge], Noon - Duration.FromDays(1), Noon + Duration.FromDays(1), grain, London)))[Fridge];

    private protected static EnergyBatch Batch(Instant at, params EnergyBin[] bins)
    {
        var sample = new EnergySample(Mac.Parse("00-00-5E-00-53-01"), at, Duration.FromSeconds(15), new Power(60_000));
        return new EnergyBatch(
            at,
            [new KnownMeter(Fridge, new MeterState(sample)), new KnownMeter(Outlet(2), new MeterState(sample))],
            [new TelemetryItem.Looked(Fridge, sample)],
            [.. bins.Select(static bin => new MinuteOf(Fridge, bin)), .. bins.Select(static bin => new MinuteOf(Outlet(2), bin))],
            0);
    }

    private protected static EnergyBin Bin(int minute) => new(Noon + Duration.FromMinutes(minute), EnergyAmount.FromWattHours(1), Duration.FromMinutes(1), Duration.Zero);

    private static HouseOutlet Outlet(int number) => new(Home, new OutletKey(new PlugId($"00-00-5E-00-53-{number:X2}"), OutletSlot.Whole));
}
