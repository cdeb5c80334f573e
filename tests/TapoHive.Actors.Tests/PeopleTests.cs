using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Tests;

public sealed class PeopleTests
{
    private static readonly PlugPolicy Attentive = new() { PollEvery = Duration.FromMilliseconds(300), LookAgainAfter = Duration.FromMilliseconds(200) };

    [Fact]
    public async Task A_press_on_the_button_becomes_a_manual_intent()
    {
        await using var house = await HiveHarness.StartAsync("klap=1", policy: Attentive);
        await house.UntilAllLoggedInAsync();
        await house.SwitchAsync(SwitchVerb.On, "plug-1");

        house.Plugs.Plug(1).Press();

        await house.UntilAsync(_ => house.OutletOf(1).Intents.Manual is { Wanted: PowerState.Off } intent && intent.Origin == Origin.Press);
        Assert.Equal(PowerState.Off, house.Plugs.Plug(1).Power);
    }

    [Fact]
    public async Task A_press_is_noticed_as_soon_as_other_times_say_that_hold_from_now_on()
    {
        await using var house = await HiveHarness.StartAsync("klap=1", policy: new PlugPolicy { PollEvery = Duration.FromHours(1), LookAgainAfter = Duration.FromHours(1) });
        await house.UntilAllLoggedInAsync();

        house.Hive.LiveBy(Attentive);
        await house.SwitchAsync(SwitchVerb.On, "plug-1");
        house.Plugs.Plug(1).Press();

        await house.UntilAsync(_ => house.OutletOf(1).Intents.Manual is { Wanted: PowerState.Off } intent && intent.Origin == Origin.Press);
    }

    [Fact]
    public async Task Where_the_house_enforces_a_press_is_driven_back()
    {
        await using var house = await HiveHarness.StartAsync("klap=1", definition => definition with { Press = PressPolicy.Enforce }, policy: Attentive);
        await house.UntilAllLoggedInAsync();
        await house.SwitchAsync(SwitchVerb.On, "plug-1");

        house.Plugs.Plug(1).Press();

        await house.UntilAsync(_ => house.Plugs.Plug(1).Movements.Count >= 3);
        Assert.Equal(PowerState.On, house.Plugs.Plug(1).Power);
        Assert.Equal("operator:test", house.OutletOf(1).Intents.Manual?.Origin.Value);
    }

    [Fact]
    public async Task Toggle_makes_of_each_outlet_the_other_state_that_it_really_has()
    {
        await using var house = await HiveHarness.StartAsync("klap=2");
        await house.UntilAllLoggedInAsync();
        await house.SwitchAsync(SwitchVerb.On, "plug-1");

        var run = await house.SwitchAsync(SwitchVerb.Toggle, "all");

        Assert.Equal(RunOutcome.Converged, run.Outcome);
        Assert.Equal([PowerState.Off, PowerState.On], house.Plugs.Plugs.Select(plug => plug.Power));
    }

    [Fact]
    public async Task An_intent_with_an_end_is_ended()
    {
        await using var house = await HiveHarness.StartAsync("klap=1", policy: Attentive);
        await house.UntilAllLoggedInAsync();

        await house.SwitchAsync(SwitchVerb.On, Duration.FromSeconds(20), Duration.FromSeconds(1), "plug-1");

        await house.UntilAsync(_ => house.Plugs.Plug(1).Power == PowerState.Off && house.OutletOf(1).Intents.Manual is { Until: null, Wanted: PowerState.Off });
    }

    [Fact]
    public async Task What_is_released_returns_to_its_base()
    {
        await using var house = await HiveHarness.StartAsync(
            "klap=1",
            definition => definition with { Plugs = [.. definition.Plugs.Select(plug => plug with { Base = PowerState.On })] });
        await house.UntilAsync(_ => house.Plugs.Plug(1).Power == PowerState.On);
        await house.SwitchAsync(SwitchVerb.Off, "plug-1");

        var released = await house.AskAsync<Released>(new ReleaseOutlets(HiveHarness.Home, ["all"], Origin.Operator("test")));

        Assert.Equal("plug-1", Assert.Single(released.Outlets).Value);
        await house.UntilReportAsync(1, report => report.Outlets[0].State == PowerState.On);
        Assert.Equal(PowerState.On, house.Plugs.Plug(1).Power);
    }

    [Fact]
    public async Task A_newer_command_supersedes_one_that_cannot_be_carried_out_yet()
    {
        await using var house = await HiveHarness.StartAsync("klap=1");
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(1).Inject(new Emulator.Faults.Fault.Ignored());

        var first = house.SwitchAsync(SwitchVerb.On, "plug-1");
        await house.UntilAsync(view => view.State.OpenRuns.Count == 1);
        var second = await house.SwitchAsync(SwitchVerb.Off, "plug-1");

        Assert.Equal(RunOutcome.Converged, second.Outcome);
        Assert.Equal(RunOutcome.Superseded, (await first).Outcome);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_refused_with_the_one_that_was_meant()
    {
        await using var house = await HiveHarness.StartAsync("klap=1");

        var refused = await house.AskAsync<Refused>(new SwitchOutlets(
            HiveHarness.Home, SwitchVerb.On, ["plug-11"], Origin.Operator("test"), null, Holding.UntilNextOccurrence, Duration.FromSeconds(5)));

        Assert.Equal(RefusalReason.BadSelector, refused.Reason);
        Assert.Contains("did you mean 'plug-1'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Found_plugs_of_our_account_join_under_their_alias()
    {
        await using var house = await HiveHarness.StartAsync("klap=2,strip=1", listed: false);

        var view = await house.UntilAsync(view => view.State.Plugs.Count == 3 && view.State.Plugs.Values.All(plug => plug.Membership == Membership.Adopted));

        Assert.Equal(
            house.Plugs.Plugs.Select(plug => Domain.Text.Slug.Of(plug.Name)).Order(StringComparer.Ordinal),
            view.State.Plugs.Values.Select(plug => plug.Name.Value).Order(StringComparer.Ordinal));
        Assert.Equal(5, view.State.OutletsByName.Count);
    }
}
