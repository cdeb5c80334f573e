using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Tests;

/// <summary>What meters say on its way from real sockets to where it is kept, and a plug that takes another's place.</summary>
public sealed class EnergyTests
{
    private static readonly Origin Anna = Origin.Operator("anna");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly PlugPolicy Quick = PlugPolicy.Usual with
    {
        MeterAfter = Duration.FromMilliseconds(50),
        PollEvery = Duration.FromMilliseconds(200),
        PollLivelyEvery = Duration.FromMilliseconds(200),
        MostRequestsAMinute = 100_000,
    };

    [Fact]
    public async Task What_flows_is_kept_of_plugs_that_measure_and_of_no_others()
    {
        var kept = new KeptEnergy();
        await using var house = await HiveHarness.StartAsync("p110=1,p105=1,p304m=1", policy: Quick, telemetry: kept.Options, before: static plugs => plugs.Plug(1).PlugIn(2000));
        await house.UntilAllLoggedInAsync();
        await house.SwitchAsync(SwitchVerb.On, "all");
        var lamp = OutletOf(house, 1);

        await UntilAsync(house, () => kept.WattHours(lamp) > 0.2 && kept.Meters.Length == 5);

        var past = Assert.IsType<EnergyPast>(await house.Hive.Telemetry.AskAsync(new ReadEnergy([lamp, OutletOf(house, 2)], Instant.MinValue, Instant.MaxValue, EnergyGrain.Minute, DateTimeZone.Utc), Patience));
        Assert.Equal((lamp, Power.FromWatts(2000)), (Assert.Single(past.Outlets).Outlet, past.Outlets[0].Last.Power));
        Assert.DoesNotContain(house.Plugs.Plug(2).Requests, static request => request.Method.Contains("energy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_was_full_costs_nothing_once_it_is_not()
    {
        var kept = new KeptEnergy { Failing = 3 };
        await using var house = await HiveHarness.StartAsync("p110=1", policy: Quick, telemetry: kept.Options, before: static plugs => plugs.Plug(1).PlugIn(2000));
        await house.UntilAllLoggedInAsync();
        await house.SwitchAsync(SwitchVerb.On, "all");

        await UntilAsync(house, () => kept.WattHours(OutletOf(house, 1)) > 0.2);

        Assert.Equal((0, 0), (kept.Failing, kept.Lost));
    }

    [Fact]
    public async Task A_new_plug_takes_the_place_of_an_old_one_and_the_old_one_is_let_go()
    {
        var kept = new KeptEnergy();
        await using var house = await HiveHarness.StartAsync("p110=2", static house => house with { Plugs = [house.Plugs[0]] }, policy: Quick, telemetry: kept.Options);
        await house.UntilReportAsync(1, static report => report.Phase == SessionPhase.LoggedIn);
        await house.SwitchAsync(SwitchVerb.On, "plug-1");
        await house.UntilAsync(view => view.Waiting.Any(plug => plug.Sighting.Mac == house.Plugs.Plug(2).Mac));
        var lamp = OutletOf(house, 1);

        var replaced = await house.AskAsync<Replaced>(new ReplacePlug(HiveHarness.Home, "plug-1", house.Plugs.Plug(2).Mac.ToString(), Anna));

        Assert.Equal((house.Plugs.Plug(2).Mac, house.Plugs.Plug(1).Mac), (replaced.Mac, replaced.Old));
        await house.UntilAsync(view => view.State[lamp.Key].Observed?.State == PowerState.On && view.Reports.TryGetValue(lamp.Key.Plug, out var report) && report.Identity.Mac == house.Plugs.Plug(2).Mac);
        Assert.Equal(PowerState.On, house.Plugs.Plug(2).Power);
        Assert.Equal(RunOutcome.Converged, (await house.SwitchAsync(SwitchVerb.Off, "plug-1")).Outcome);
        Assert.Equal((PowerState.On, PowerState.Off), (house.Plugs.Plug(1).Power, house.Plugs.Plug(2).Power));
        await UntilAsync(house, () => kept.Meters.Any(meter => meter.Outlet == lamp && meter.State.Last.Device == house.Plugs.Plug(2).Mac));
        Assert.Single(house.View.State.Plugs);
    }

    [Fact]
    public async Task A_plug_that_does_not_fit_is_refused_in_words()
    {
        await using var house = await HiveHarness.StartAsync("p110=1,p304m=1", static house => house with { Plugs = [house.Plugs[0]] }, policy: Quick);
        await house.UntilAsync(view => view.Waiting.Length == 1);
        await house.UntilReportAsync(1, static report => report.Phase == SessionPhase.LoggedIn);
        var refused = await house.AskAsync<Refused>(new ReplacePlug(HiveHarness.Home, "plug-1", house.Plugs.Plug(2).Mac.ToString(), Anna));
        Assert.Contains("tapohive adopt", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_looks_come_faster_than_they_are_taken_the_oldest_are_lost_and_counted()
    {
        var inbox = new TelemetryInbox(3);
        var outlet = new HouseOutlet(HiveHarness.Home, new OutletKey(new PlugId("x"), OutletSlot.Whole));
        for (var second = 0; second < 5; second++)
        {
            inbox.Add(new TelemetryItem.Looked(outlet, new EnergySample(default, Instant.FromUnixTimeSeconds(second), Duration.Zero, null)));
        }

        Assert.Equal(2, inbox.TakeLosses());
        Assert.Equal(0, inbox.TakeLosses());
        Assert.True(inbox.TryTake(out var oldest));
        Assert.Equal(2, ((TelemetryItem.Looked)oldest).Sample.At.ToUnixTimeSeconds());
    }

    private static HouseOutlet OutletOf(HiveHarness house, int number)
    {
        var plug = house.View.State.Plugs.Values.Single(plug => plug.Name.Value == $"plug-{number}");
        return new HouseOutlet(HiveHarness.Home, new OutletKey(plug.Id, plug.Outlets.Keys.First()));
    }

    private static async Task UntilAsync(HiveHarness house, Func<bool> condition)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (!condition())
        {
            // A pause between two looks, no more: what is waited for is the condition.
            await house.Hive.Telemetry.AskAsync(TelemetryActor.WriteAll.Instance, Patience);
            await Task.Delay(20, giveUp.Token);
        }
    }
}
