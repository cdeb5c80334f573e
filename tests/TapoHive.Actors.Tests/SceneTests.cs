using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Emulator.Faults;

namespace TapoHive.Actors.Tests;

public sealed class SceneTests
{
    private static readonly PlugPolicy Attentive = new() { PollEvery = Duration.FromMilliseconds(300), LookAgainAfter = Duration.FromMilliseconds(200) };

    [Fact]
    public async Task An_immediate_scene_is_one_event_and_every_outlet_is_proven()
    {
        await using var house = await StartAsync("klap=3", Scene("evening", Switch(["plug-1", "plug-2"], ["plug-3"])));
        await house.UntilAllLoggedInAsync();

        var run = await PlayAsync(house, "evening");

        Assert.Equal((RunOutcome.Converged, "evening", 3), (run.Outcome, run.Scene!.Value.Value, run.Outlets.Length));
        Assert.Equal([PowerState.On, PowerState.On, PowerState.Off], house.Plugs.Plugs.Select(plug => plug.Power));
        Assert.All([1, 2, 3], plug => Assert.Equal(run.Id.Number, house.OutletOf(plug).DesiredRevision));
        Assert.All(run.Outlets.Where(outlet => outlet.Wanted == PowerState.On), outlet => Assert.Equal((1, (int?)1), (outlet.Attempts, outlet.Acknowledged)));
        Assert.Equal("operator:test", house.OutletOf(1).Intents.Manual?.Origin.Value);
        Assert.Equal(run.Id, house.OutletOf(1).Intents.Manual?.Run);
    }

    [Fact]
    public async Task Steps_follow_one_another_and_outlets_with_a_gap_do_too()
    {
        await using var house = await StartAsync("klap=3", Scene(
            "movie",
            new SceneStep.Switch(["plug-1"], [], Within: Duration.FromSeconds(20)),
            new SceneStep.Wait(Duration.FromMilliseconds(200)),
            new SceneStep.Switch(["plug-3", "plug-2"], ["plug-1"], Gap: Duration.FromMilliseconds(100))));
        await house.UntilAllLoggedInAsync();

        var run = await PlayAsync(house, "movie");

        Assert.Equal(RunOutcome.Converged, run.Outcome);
        Assert.Equal(
            "0 plug-1 On, 2 plug-3 On, 2 plug-2 On, 2 plug-1 Off",
            string.Join(", ", run.Outlets.Select(outlet => $"{outlet.Step} {outlet.Name} {outlet.Wanted}")));
        Assert.Equal([PowerState.Off, PowerState.On, PowerState.On], house.Plugs.Plugs.Select(plug => plug.Power));
        var moved = house.Plugs.Plugs.SelectMany(plug => plug.Movements).OrderBy(movement => movement.At).Select(movement => movement.At).ToList();
        Assert.True(moved[1] - moved[0] >= TimeSpan.FromMilliseconds(200), "The wait was not waited.");
        Assert.Empty(house.View.State.OpenRuns);
    }

    [Fact]
    public async Task A_failed_step_undoes_what_the_scene_did_where_it_says_so()
    {
        await using var house = await StartAsync("klap=3", Scene(
            "movie",
            new SceneStep.Switch(["plug-1"], []),
            new SceneStep.Switch(["plug-2"], [], Within: Duration.FromSeconds(1)),
            new SceneStep.Switch(["plug-3"], [])) with
        { OnFailure = FailurePolicy.Undo });
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(2).Inject(new Fault.Ignored());

        var run = await PlayAsync(house, "movie");

        Assert.Equal(RunOutcome.Partial, run.Outcome);
        Assert.Equal([OutletOutcome.Converged, OutletOutcome.Failed, OutletOutcome.Skipped], run.Outlets.Select(outlet => outlet.Outcome));
        await house.UntilAsync(_ => house.Plugs.Plug(1).Power == PowerState.Off && house.OutletOf(1).Intents.Manual is null);
        Assert.Empty(house.Plugs.Plug(3).Movements);
    }

    [Fact]
    public async Task What_is_accepted_later_wins_over_the_steps_to_come()
    {
        await using var house = await StartAsync("klap=2", Scene(
            "slow",
            new SceneStep.Switch(["plug-1"], []),
            new SceneStep.Wait(Duration.FromSeconds(2)),
            new SceneStep.Switch(["plug-2"], ["plug-1"])));
        await house.UntilAllLoggedInAsync();
        var slow = PlayAsync(house, "slow");
        await house.UntilAsync(view => view.State.OpenRuns.Values.Any(run => run.Plan is { Next: 1, Since: not null }));

        var later = await house.SwitchAsync(SwitchVerb.On, "plug-1");

        Assert.Equal(RunOutcome.Converged, later.Outcome);
        var run = await slow;
        Assert.Equal([OutletOutcome.Converged, OutletOutcome.Converged, OutletOutcome.Superseded], run.Outlets.Select(outlet => outlet.Outcome));
        Assert.Equal([PowerState.On, PowerState.On], house.Plugs.Plugs.Select(plug => plug.Power));
    }

    [Fact]
    public async Task A_cancelled_scene_begins_no_further_step()
    {
        await using var house = await StartAsync("klap=2", Scene(
            "slow",
            new SceneStep.Switch(["plug-1"], []),
            new SceneStep.Wait(Duration.FromHours(1)),
            new SceneStep.Switch(["plug-2"], [])));
        await house.UntilAllLoggedInAsync();
        var slow = PlayAsync(house, "slow");
        var view = await house.UntilAsync(view => view.State.OpenRuns.Values.Any(run => run.Plan is { Next: 1, Since: not null }));

        await house.AskAsync<RunProgressed>(new CancelRun(HiveHarness.Home, view.State.OpenRuns.Keys.Single(), Origin.Operator("bob")));

        var run = await slow;
        Assert.Equal(RunOutcome.Cancelled, run.Outcome);
        Assert.Equal([OutletOutcome.Converged, OutletOutcome.Skipped], run.Outlets.Select(outlet => outlet.Outcome));
        Assert.Contains("operator:bob", run.Outlets[1].Note, StringComparison.Ordinal);
        Assert.Empty(house.Plugs.Plug(2).Movements);
    }

    [Fact]
    public async Task Undo_puts_back_what_was_wanted_and_leaves_alone_what_a_person_changed_since()
    {
        await using var house = await StartAsync("klap=3", Scene("evening", Switch(["plug-1", "plug-2"], ["plug-3"])), Attentive);
        await house.UntilAllLoggedInAsync();
        await house.SwitchAsync(SwitchVerb.On, "plug-3");
        var kept = house.OutletOf(3).Intents.Manual;
        await PlayAsync(house, "evening");
        house.Plugs.Plug(2).Press();
        await house.UntilAsync(_ => house.OutletOf(2).Intents.Manual?.Origin == Origin.Press);

        var undo = await house.RunAsync(new UndoRun(HiveHarness.Home, null, Origin.Operator("test"), Duration.FromSeconds(20)));

        Assert.Equal(
            "plug-1 Converged, plug-3 Converged, plug-2 Superseded",
            string.Join(", ", undo.Outlets.Select(outlet => $"{outlet.Name} {outlet.Outcome}")));
        Assert.Contains("button", undo.Outlets[2].Note, StringComparison.Ordinal);
        Assert.Equal([PowerState.Off, PowerState.Off, PowerState.On], house.Plugs.Plugs.Select(plug => plug.Power));
        await house.UntilAsync(_ => house.OutletOf(1).Intents.Manual is null);
        Assert.Equal(kept, house.OutletOf(3).Intents.Manual);

        var redo = await house.RunAsync(new UndoRun(HiveHarness.Home, undo.Id, Origin.Operator("test"), Duration.FromSeconds(20)));

        Assert.Equal(RunOutcome.Converged, redo.Outcome);
        Assert.Equal([PowerState.On, PowerState.Off, PowerState.Off], house.Plugs.Plugs.Select(plug => plug.Power));
    }

    [Fact]
    public async Task The_record_of_a_partial_run_is_completed_when_its_plug_comes_back()
    {
        await using var house = await StartAsync("klap=2", Scene("all-on", Switch(["all"], [])), Attentive);
        await house.UntilAllLoggedInAsync();
        house.Plugs.Plug(2).Inject(new Fault.Ignored());
        var run = await house.RunAsync(Command("all-on") with { Window = Duration.FromSeconds(1) });
        Assert.Equal(RunOutcome.Partial, run.Outcome);

        house.Plugs.Plug(2).ClearFaults();

        var view = await house.UntilAsync(view => view.State.PastRuns?[run.Id].Evidence.CompletedAt is not null);
        var record = view.State.PastRuns![run.Id].Evidence;
        Assert.Equal(RunOutcome.Partial, record.Outcome);
        Assert.All(record.Outlets, outlet => Assert.Equal(OutletOutcome.Converged, outlet.Outcome));
        Assert.True(record.Outlets[1].At > record.FinishedAt);
    }

    [Fact]
    public async Task A_scene_that_does_not_exist_is_refused_with_the_one_that_was_meant()
    {
        await using var house = await StartAsync("klap=1", Scene("evening", Switch(["plug-1"], [])));

        var refused = await house.AskAsync<Refused>(Command("evenin"));

        Assert.Equal(RefusalReason.NothingMatched, refused.Reason);
        Assert.Contains("did you mean 'evening'", refused.Message, StringComparison.Ordinal);
    }

    private static SceneDefinition Scene(string name, params ImmutableArray<SceneStep> steps) => new(new SceneName(name), steps);

    private static SceneStep.Switch Switch(ImmutableArray<string> on, ImmutableArray<string> off) => new(on, off);

    private static RunScene Command(string scene) => new(HiveHarness.Home, new SceneName(scene), Origin.Operator("test"), Layer.Manual, null, Duration.FromSeconds(20));

    private static Task<RunEvidence> PlayAsync(HiveHarness house, string scene) => house.RunAsync(Command(scene));

    private static Task<HiveHarness> StartAsync(string mix, SceneDefinition scene, PlugPolicy? policy = null) =>
        HiveHarness.StartAsync(mix, definition => definition with { Scenes = [scene] }, policy: policy);
}
