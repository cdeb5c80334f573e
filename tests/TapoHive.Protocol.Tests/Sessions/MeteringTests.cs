using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tests.Sessions;

public sealed class MeteringTests
{
    private const string Usage = """{"today_runtime":61,"month_runtime":1200,"today_energy":12,"month_energy":340,"local_time":"2026-03-01 12:00:05","electricity_charge":[0,0,0],"current_power":68325}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_figures_come_in_one_exchange()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetEnergyUsage] = Usage;
        model.Results[MethodNames.GetEmeterData] = """{"current_ma":589,"voltage_mv":120254,"power_mw":68326,"energy_wh":249}""";
        model.Results[MethodNames.GetCurrentPower] = """{"current_power":68}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        var reading = Bench.Ok(await session.ReadEnergyAsync(OutletSlot.Whole, Stop));

        Assert.Equal(
            new EnergyReading(
                OutletSlot.Whole,
                new Power(68326),
                new Voltage(120254),
                new Current(589),
                new ElectricEnergy(12),
                new ElectricEnergy(340),
                Duration.FromMinutes(61),
                Duration.FromMinutes(1200),
                new LocalDateTime(2026, 3, 1, 12, 0, 5)),
            reading);
        Assert.Single(model.Exchanges);
    }

    [Fact]
    public async Task What_a_plug_was_found_not_to_have_is_not_asked_again()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetEnergyUsage] = Usage;
        model.Refusals[MethodNames.GetEmeterData] = ErrorCode.Parameters;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Assert.Equal(new Power(68325), Bench.Ok(await session.ReadEnergyAsync(OutletSlot.Whole, Stop)).Power);
        Bench.Ok(await session.ReadEnergyAsync(OutletSlot.Whole, Stop));

        Assert.Equal(["[get_energy_usage,get_emeter_data,get_current_power]", "get_energy_usage"], model.Exchanges);
    }

    [Fact]
    public async Task A_plug_that_does_not_measure_says_so()
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Assert.Equal(FailureKind.Unsupported, Bench.Failed(await session.ReadEnergyAsync(OutletSlot.Whole, Stop)).Kind);
        Assert.Equal(FailureKind.Unsupported, Bench.Failed(await session.ReadEnergyAsync(OutletSlot.Whole, Stop)).Kind);
    }

    [Fact]
    public async Task A_socket_is_measured_through_its_strip()
    {
        var model = ModelPlug.Strip(2);
        model.Results[MethodNames.GetEnergyUsage] = """{"today_energy":3}""";
        model.Results[MethodNames.GetCurrentPower] = """{"current_power":17}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        var reading = Bench.Ok(await session.ReadEnergyAsync(new OutletSlot(2), Stop));

        Assert.Equal((Power.FromWatts(17), new ElectricEnergy(3)), (reading.Power, reading.Today));
        Assert.Equal("[child-2:get_energy_usage,child-2:get_emeter_data,child-2:get_current_power]", model.Exchanges.Last());
        Assert.Equal(FailureKind.Unsupported, Bench.Failed(await session.ReadEnergyAsync(OutletSlot.Whole, Stop)).Kind);
    }

    [Fact]
    public async Task Usage_is_summed_over_three_spans()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetDeviceUsage] = """{"time_usage":{"today":3,"past7":7265,"past30":29205},"power_usage":{"today":0,"past7":"1","past30":3205}}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Assert.Equal(
            new UsageReading(
                OutletSlot.Whole,
                new UsageSpans<Duration>(Duration.FromMinutes(3), Duration.FromMinutes(7265), Duration.FromMinutes(29205)),
                new UsageSpans<ElectricEnergy>(new ElectricEnergy(0), new ElectricEnergy(1), new ElectricEnergy(3205))),
            Bench.Ok(await session.ReadUsageAsync(OutletSlot.Whole, Stop)));
    }

    [Fact]
    public async Task A_timer_is_armed_in_place_of_another_and_read_back()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.RemoveCountdownRules] = "{}";
        model.Results[MethodNames.AddCountdownRule] = """{"id":"C1"}""";
        model.Results[MethodNames.GetCountdownRules] = """{"enable":true,"countdown_rule_max_count":1,"rule_list":[{"id":"C1","enable":true,"delay":300,"remain":299,"desired_states":{"on":false}}]}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Assert.Equal(
            new Countdown.Armed(Duration.FromSeconds(299), Duration.FromSeconds(300), PowerState.Off),
            Bench.Ok(await session.ArmCountdownAsync(OutletSlot.Whole, Duration.FromSeconds(300), PowerState.Off, Stop)));
        Assert.Equal(["[remove_countdown_rules,add_countdown_rule,get_countdown_rules]"], model.Exchanges);
    }

    [Fact]
    public async Task A_timer_that_the_plug_refuses_is_a_failure()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetCountdownRules] = """{"rule_list":[]}""";
        model.Refusals[MethodNames.AddCountdownRule] = ErrorCode.Countdown;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Assert.Equal(FailureKind.Unsupported, Bench.Failed(await session.ArmCountdownAsync(OutletSlot.Whole, Duration.FromSeconds(1), PowerState.Off, Stop)).Kind);
        Assert.IsType<Countdown.Idle>(Bench.Ok(await session.ReadCountdownAsync(OutletSlot.Whole, Stop)));
    }

    [Fact]
    public async Task A_timer_of_no_time_or_of_more_than_a_day_is_a_programming_error()
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), Bench.Account));
        using var session = await bench.OpenAsync(Single);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => session.ArmCountdownAsync(OutletSlot.Whole, Duration.Zero, PowerState.Off, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => session.ArmCountdownAsync(OutletSlot.Whole, Duration.FromSeconds(86401), PowerState.Off, Stop));
    }

    [Fact]
    public async Task The_features_of_a_strip_are_those_of_its_sockets()
    {
        var model = ModelPlug.Strip(2);
        model.Results[MethodNames.ComponentNego] = """{"component_list":[{"id":"child_device","ver_code":2},{"id":"energy_monitoring","ver_code":2}]}""";
        model.Results[MethodNames.GetChildDeviceComponentList] =
            """{"child_component_list":[{"device_id":"child-2","component_list":[{"id":"countdown","ver_code":2}]},{"device_id":"child-1","component_list":[{"id":"energy_monitoring","ver_code":"2"}]}],"start_index":0,"sum":2}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        var features = Bench.Ok(await session.ReadFeaturesAsync(Stop));

        Assert.True(features.HasChildren);
        Assert.True(features.MeasuresEnergy(new OutletSlot(1)));
        Assert.False(features.MeasuresEnergy(new OutletSlot(2)));
        Assert.True(features.HasCountdown(new OutletSlot(2)));
        Assert.False(features.MeasuresEnergy(OutletSlot.Whole));
    }

    [Fact]
    public async Task The_features_of_a_plug_are_its_own()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.ComponentNego] = """{"component_list":[{"id":"energy_monitoring","ver_code":2}]}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        var features = Bench.Ok(await session.ReadFeaturesAsync(Stop));

        Assert.False(features.HasChildren);
        Assert.True(features.MeasuresEnergy(OutletSlot.Whole));
    }

    [Theory]
    [InlineData(MethodNames.ComponentNego)]
    [InlineData(MethodNames.GetChildDeviceComponentList)]
    public async Task A_plug_that_does_not_know_the_question_has_not_said_what_it_can_do(string unknown)
    {
        var model = ModelPlug.Strip(2);
        model.Results[MethodNames.ComponentNego] = """{"component_list":[{"id":"child_device","ver_code":2}]}""";
        model.Refusals[unknown] = -1002;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();

        var features = Bench.Ok(await session.ReadFeaturesAsync(Stop));

        Assert.Equal(unknown != MethodNames.ComponentNego, features.HasChildren);
        Assert.False(features.HasCountdown(new OutletSlot(1)));
    }

    [Fact]
    public async Task The_clock_is_set_and_read_back()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.SetDeviceTime] = "{}";
        model.Results[MethodNames.GetDeviceTime] = """{"timestamp":1705742730,"time_diff":60,"region":"Europe/Paris"}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        var clock = new PlugClock(Instant.FromUnixTimeSeconds(1705742730), Offset.FromHours(1), "Europe/Paris");

        Assert.Equal(clock, Bench.Ok(await session.SetClockAsync(clock, Stop)));
        Assert.Equal(clock, Bench.Ok(await session.ReadClockAsync(Stop)));
    }

    private static PlugTraits Single => PlugTraits.Unknown with { Layout = new OutletLayout.Single() };
}
