using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tests.Sessions;

public sealed class MeteredReadingTests
{
    private const string Usage = """{"today_energy":12,"month_energy":340,"local_time":"2026-03-01 12:00:05","current_power":68325}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_and_meter_come_in_one_exchange()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetEnergyUsage] = Usage;
        model.Results[MethodNames.GetEmeterData] = """{"current_ma":589,"voltage_mv":120254,"power_mw":68326}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        var reading = Bench.Ok(await session.ReadAsync([OutletSlot.Whole], Stop));

        Assert.Equal(ModelPlug.Mac, reading.Plug.Mac.ToString());
        Assert.Equal((new Power(68326), new ElectricEnergy(340)), (Assert.Single(reading.Energy).Power, reading.Energy[0].Month));
        Assert.Equal(["[get_device_info,get_energy_usage,get_emeter_data]"], model.Exchanges);
    }

    [Fact]
    public async Task Whole_watts_are_asked_for_only_where_nothing_finer_is_told()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetEnergyUsage] = """{"today_energy":3}""";
        model.Results[MethodNames.GetCurrentPower] = """{"current_power":17}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Assert.Null(Assert.Single(Bench.Ok(await session.ReadAsync([OutletSlot.Whole], Stop)).Energy).Power);
        Assert.Equal(Power.FromWatts(17), Assert.Single(Bench.Ok(await session.ReadAsync([OutletSlot.Whole], Stop)).Energy).Power);
        Assert.Equal("[get_device_info,get_energy_usage,get_current_power]", model.Exchanges.Last());
    }

    [Fact]
    public async Task Sockets_are_read_with_their_strip_and_one_that_refuses_takes_nothing_from_the_others()
    {
        var model = ModelPlug.Strip(2);
        model.Results[MethodNames.GetEmeterData] = """{"power_mw":5000}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));

        var reading = Bench.Ok(await session.ReadAsync([new OutletSlot(1), new OutletSlot(2), new OutletSlot(3)], Stop));

        Assert.Equal([1, 2], reading.Plug.Outlets.Select(static outlet => outlet.Slot.Number));
        Assert.Equal([new OutletSlot(1), new OutletSlot(2)], reading.Energy.Select(static meter => meter.Slot));
        Assert.All(reading.Energy, static meter => Assert.Equal(new Power(5000), meter.Power));
    }

    [Fact]
    public async Task A_plug_that_takes_no_batches_is_asked_one_by_one()
    {
        var model = ModelPlug.Single();
        model.Batches = Batches.Refused;
        model.Results[MethodNames.GetEnergyUsage] = Usage;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Assert.Equal(new Power(68325), Assert.Single(Bench.Ok(await session.ReadAsync([OutletSlot.Whole], Stop)).Energy).Power);
        Assert.Equal(["[get_device_info,get_energy_usage,get_emeter_data]", "get_device_info", "get_energy_usage", "get_emeter_data"], model.Exchanges);
    }

    [Fact]
    public async Task Its_record_is_put_under_the_time_it_says_and_no_data_is_not_zero()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetDeviceTime] = $$"""{"timestamp":{{Bench.Start.ToUnixTimeSeconds()}},"time_diff":60,"region":"Europe/Paris"}""";
        model.Results[MethodNames.GetPowerData] = $$"""{"data":[60,-1,0],"start_timestamp":{{(Bench.Start - Duration.FromMinutes(15)).ToUnixTimeSeconds()}},"interval":5}""";
        model.Results[MethodNames.GetEnergyData] = """{"data":[100,20],"interval":60}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);
        var clock = new FakeClock(Bench.Start);

        var power = Bench.Ok(await session.ReadSeriesAsync(OutletSlot.Whole, Bench.Start - Duration.FromMinutes(15), Bench.Start, clock, Stop));
        Assert.Equal((Bench.Start - Duration.FromMinutes(15), Duration.FromMinutes(5)), (power.From, power.Slot));
        Assert.Equal([5.0, null, 0.0], power.Energy.Select(static energy => energy?.WattHours));

        // Further back than power is kept: by the hour, from the plug's own midnight on.
        var energy = Bench.Ok(await session.ReadSeriesAsync(OutletSlot.Whole, Bench.Start - Duration.FromHours(12), Bench.Start, clock, Stop));
        Assert.Equal((Instant.FromUtc(2026, 2, 28, 23, 0), Duration.FromHours(1)), (energy.From, energy.Slot));
        Assert.Equal([100.0, 20.0], energy.Energy.Select(static hour => hour?.WattHours));

        // To the day's last second: a plug that takes an end for the first moment that is not wanted any more tells today all the same.
        var asked = model.Asked[MethodNames.GetEnergyData];
        Assert.Equal(
            (Instant.FromUtc(2026, 2, 28, 23, 0), Instant.FromUtc(2026, 3, 1, 22, 59, 59)),
            (Instant.FromUnixTimeSeconds(asked.GetProperty("start_timestamp").GetInt64()), Instant.FromUnixTimeSeconds(asked.GetProperty("end_timestamp").GetInt64())));
    }

    [Theory]
    [InlineData("Europe/Paris", 60, "2026-07-10T12:00:00Z", "2026-07-09T22:00:00Z", "2026-07-10T21:59:59Z")]
    [InlineData("Europe/Paris", 60, "2026-10-25T20:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z")]
    [InlineData("Nowhere", 60, "2026-07-10T12:00:00Z", "2026-07-09T23:00:00Z", "2026-07-10T22:59:59Z")]
    public async Task It_is_asked_for_days_of_its_zone_though_it_tells_the_offset_without_summer_time(string region, int minutes, string at, string from, string to)
    {
        var now = InstantPattern.General.Parse(at).Value;
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetDeviceTime] = $$"""{"timestamp":{{now.ToUnixTimeSeconds()}},"time_diff":{{minutes}},"region":"{{region}}"}""";
        model.Results[MethodNames.GetEnergyData] = """{"data":[],"interval":60}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Bench.Ok(await session.ReadSeriesAsync(OutletSlot.Whole, now - Duration.FromHours(12), now, new FakeClock(now), Stop));

        var asked = model.Asked[MethodNames.GetEnergyData];
        Assert.Equal(
            (from, to),
            (InstantPattern.General.Format(Instant.FromUnixTimeSeconds(asked.GetProperty("start_timestamp").GetInt64())), InstantPattern.General.Format(Instant.FromUnixTimeSeconds(asked.GetProperty("end_timestamp").GetInt64()))));
    }

    [Fact]
    public async Task Another_device_where_a_strip_was_says_who_it_is()
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), Bench.Account));
        using var session = await bench.OpenAsync(PlugTraits.Unknown with { Layout = new OutletLayout.Strip([new StripSocket(new OutletSlot(1), "child-1")]) });

        var reading = Bench.Ok(await session.ReadAsync(Stop));

        Assert.Equal(ModelPlug.Mac, reading.Mac.ToString());
        Assert.Equal(OutletSlot.Whole, Assert.Single(reading.Outlets).Slot);
    }

    [Fact]
    public async Task A_plug_in_the_year_2000_is_not_asked_for_its_record()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetDeviceTime] = """{"timestamp":946684800,"time_diff":0,"region":"UTC"}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        var failure = Bench.Failed(await session.ReadSeriesAsync(OutletSlot.Whole, Bench.Start - Duration.FromHours(1), Bench.Start, new FakeClock(Bench.Start), Stop));

        Assert.Equal(FailureKind.Unsupported, failure.Kind);
        Assert.Equal(["get_device_time"], model.Exchanges);
    }

    private static PlugTraits Single => PlugTraits.Unknown with { Layout = new OutletLayout.Single() };
}
