using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tests.Sessions;

/// <summary>What people stored on a plug in the vendor's app, as recorded plugs word it (PROTOCOL 5.7 to 5.9).</summary>
public sealed class RuleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_read_in_one_exchange()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetScheduleRules] =
            """{"enable":true,"schedule_rule_max_count":32,"start_index":0,"sum":3,"rule_list":[{"id":"S1","enable":true,"mode":"repeat","week_day":127,"s_type":"normal","s_min":710,"desired_states":{"on":true}},{"id":"S2","enable":false,"s_min":1,"desired_states":{"on":true}},{"id":"S3","enable":true,"week_day":62,"s_type":"sunset","s_min":1200,"s_action":"off"}]}""";
        model.Results[MethodNames.GetCountdownRules] = """{"rule_list":[{"id":"C1","enable":true,"delay":300,"remain":299,"desired_states":{"on":false}}]}""";
        model.Results[MethodNames.GetAutoOffConfig] = """{"enable":true,"delay_min":120}""";
        model.Results[MethodNames.GetAntitheftRules] = """{"enable":true,"rule_list":[{"id":"A1","enable":true}]}""";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        var rules = Bench.Ok(await session.ReadRulesAsync(OutletSlot.Whole, Stop));

        Assert.Equal(
            [new StoredSchedule(710, 127, FollowsSun: false, PowerState.On), new StoredSchedule(1200, 62, FollowsSun: true, PowerState.Off)],
            rules.Schedules.AsEnumerable());
        Assert.Equal(
            (Duration.FromMinutes(120), true, new Countdown.Armed(Duration.FromSeconds(299), Duration.FromSeconds(300), PowerState.Off)),
            (rules.AutoOff, rules.AwayMode, rules.Countdown));
        Assert.Equal(["[get_schedule_rules,get_countdown_rules,get_auto_off_config,get_antitheft_rules]"], model.Exchanges.Where(exchange => exchange.Contains("rules", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_plug_does_not_have_is_absent_and_not_asked_for_again()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetScheduleRules] = """{"enable":false,"sum":1,"rule_list":[{"id":"S1","enable":true,"s_min":710,"desired_states":{"on":true}}]}""";
        foreach (var method in new[] { MethodNames.GetCountdownRules, MethodNames.GetAutoOffConfig, MethodNames.GetAntitheftRules })
        {
            model.Refusals[method] = ErrorCode.UnknownMethod;
        }

        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        var rules = Bench.Ok(await session.ReadRulesAsync(OutletSlot.Whole, Stop));
        Assert.True(rules is { Schedules.IsEmpty: true, AutoOff: null, AwayMode: false, Countdown: null });
        Bench.Ok(await session.ReadRulesAsync(OutletSlot.Whole, Stop));
        Assert.Equal("get_schedule_rules", model.Exchanges.Last());
    }

    [Fact]
    public async Task What_one_socket_does_not_have_is_asked_of_the_others_all_the_same()
    {
        var model = ModelPlug.Strip(2);
        model.Results[MethodNames.GetAutoOffConfig] = """{"enable":true,"delay_min":120}""";
        model.ChildRefusals[$"child-2:{MethodNames.GetAutoOffConfig}"] = ErrorCode.UnknownMethod;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));

        Assert.Null(Bench.Ok(await session.ReadRulesAsync(new OutletSlot(2), Stop)).AutoOff);
        Assert.Equal(Duration.FromHours(2), Bench.Ok(await session.ReadRulesAsync(new OutletSlot(1), Stop)).AutoOff);
        Assert.Contains((new OutletSlot(2), MethodNames.GetAutoOffConfig), session.Traits.Lacking);
        Assert.DoesNotContain((new OutletSlot(1), MethodNames.GetAutoOffConfig), session.Traits.Lacking);
    }

    [Fact]
    public async Task Updates_are_switched_off_with_the_rest_as_it_was()
    {
        var model = ModelPlug.Single();
        model.Results[MethodNames.GetAutoUpdateInfo] = """{"enable":true,"time":180,"random_range":60}""";
        model.Results[MethodNames.SetAutoUpdateInfo] = "{}";
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync(Single);

        Assert.Equal(new AutoUpdate(Enabled: true, 180, 60), Bench.Ok(await session.ReadUpdatesAsync(Stop)));
        Bench.Ok(await session.SetUpdatesAsync(new AutoUpdate(Enabled: false, 180, 60), Stop));
        Assert.Equal(["set_auto_update_info", "get_auto_update_info"], model.Exchanges.TakeLast(2));
    }

    private static PlugTraits Single => PlugTraits.Unknown with { Layout = new OutletLayout.Single() };
}
