using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Runs;

public sealed class UndoTests
{
    [Fact]
    public void What_was_wanted_before_is_put_back_exactly_with_its_end_and_its_origin()
    {
        var state = Of(Plug("lamp", 1));
        state = state.After(state.Run(PowerState.Off, Duration.FromHours(2), "lamp"));
        var before = state.Outlet("lamp").Intents;
        state = state.After(state.Run(PowerState.On, null, "lamp"));

        state = Undone(state, new RunId(state.Revision));

        Assert.Equal(before, state.Outlet("lamp").Intents);
        Assert.Equal(state.Revision, state.Outlet("lamp").DesiredRevision);
    }

    [Fact]
    public void Where_nobody_wanted_anything_the_outlet_is_brought_back_and_then_nobody_wants_anything_again()
    {
        var state = Of(Plug("lamp", 1));
        state = state.Hear(state.Report(state.Plug("lamp").Id, "Lamp", (0, PowerState.Off)));
        state = state.After(state.Run(PowerState.On, null, "lamp"));

        state = Undone(state, new RunId(state.Revision));
        Assert.Equal(PowerState.Off, state.Outlet("lamp").Desired?.Wanted);

        var undo = state.OpenRuns.Values.Last();
        var evidence = RunProgress.Begin(undo);
        state = state.After(new RunSettled(Morning, evidence with
        {
            Outcome = RunOutcome.Converged,
            Outlets = [.. evidence.Outlets.Select(outlet => outlet with { Outcome = OutletOutcome.Converged })],
        }));
        Assert.Equal(IntentSlots.Empty, state.Outlet("lamp").Intents);
    }

    [Fact]
    public void An_end_that_has_passed_meanwhile_is_carried_out()
    {
        var state = Of(Plug("lamp", 1));
        state = state.After(state.Run(PowerState.On, Duration.FromMinutes(1), "lamp"));
        state = state.After(state.Run(PowerState.On, null, "lamp"));

        state = state.After(Assert.IsType<Undoing.Begins>(UndoDecision.Decide(state, null, Anna, Window, Morning + Duration.FromHours(1))).Started);

        Assert.Equal((PowerState.Off, "end:operator:anna"), (state.Outlet("lamp").Intents.Manual!.Wanted, state.Outlet("lamp").Intents.Manual!.Origin.Value));
    }

    [Fact]
    public void What_max_on_forced_before_the_run_stands_again()
    {
        var state = Of(Plug("iron", 1) with { Base = PowerState.On });
        var iron = state.OutletsByName[new OutletName("iron")];
        state = state.After(new MaxOnReached(Morning, [new ReachedMaxOn(iron.Plug, iron.Slot)]));
        var before = state.Outlet("iron").Intents;
        Assert.Equal(Layer.Safety, before.Deciding);
        state = state.After(state.Run(PowerState.Off, null, "iron"));

        state = Undone(state, null);

        Assert.Equal(before, state.Outlet("iron").Intents);
        Assert.Equal(PowerState.Off, state.Outlet("iron").Desired?.Wanted);
    }

    [Fact]
    public void What_an_occurrence_has_ended_since_does_not_come_back()
    {
        var state = Of(Plug("kettle", 1));
        state = state.After(state.Run(PowerState.On, null, "kettle"));
        state = state.After(CommandDecision.Start(state, "off", [(new OutletName("kettle"), PowerState.Off)], Anna, null, Holding.UntilReleased, Window, Morning));
        var held = new RunId(state.Revision);
        var later = Morning + Duration.FromHours(1);
        state = state.After(CommandDecision.Start(state, "off", [(new OutletName("kettle"), PowerState.Off)], Origin.Schedule(new ScheduleName("evening")), null, Holding.UntilNextOccurrence, Window, later) with { Layer = Layer.Schedule });

        state = state.After(Assert.IsType<Undoing.Begins>(UndoDecision.Decide(state, held, Anna, Window, later)).Started);

        Assert.Null(state.Outlet("kettle").Intents.Manual);
        Assert.Equal((Layer.Schedule, PowerState.Off), (state.Outlet("kettle").Intents.Deciding, state.Outlet("kettle").Desired?.Wanted));
    }

    [Fact]
    public void What_somebody_changed_since_is_left_alone_and_said_so()
    {
        var state = Of(Plug("lamp", 1), Plug("fan", 2), Plug("tv", 3));
        state = state.After(state.Run(PowerState.On, null, "lamp", "fan", "tv"));
        var run = new RunId(state.Revision);
        var fan = state.OutletsByName[new OutletName("fan")];
        state = state.After(new PressesFollowed(Morning, [new FollowedPress(fan.Plug, fan.Slot, PowerState.Off, Morning)]));
        state = state.After(state.Run(PowerState.Off, null, "tv"));

        var undo = Assert.IsType<Undoing.Begins>(UndoDecision.Decide(state, run, Anna, Window, Morning)).Started;

        Assert.Equal("lamp", Assert.Single(undo.Intents).Name.Value);
        Assert.Equal(
            "fan: Left alone: somebody pressed its button since.; tv: Left alone: operator:anna changed it since.",
            string.Join("; ", undo.Beforehand!.Value.Select(outlet => $"{outlet.Name}: {outlet.Note}")));
    }

    [Fact]
    public void An_undo_can_be_undone_and_again()
    {
        var state = Of(Plug("lamp", 1) with { Base = PowerState.Off });
        var before = state.Outlet("lamp").Intents;
        state = state.After(state.Run(PowerState.On, null, "lamp"));
        var (run, after) = (new RunId(state.Revision), state.Outlet("lamp").Intents);

        state = Undone(state, run);
        Assert.Equal(before, state.Outlet("lamp").Intents);
        state = Undone(state, new RunId(state.Revision));
        Assert.Equal(after, state.Outlet("lamp").Intents);
        state = Undone(state, new RunId(state.Revision));
        Assert.Equal(before, state.Outlet("lamp").Intents);
    }

    [Fact]
    public void Undo_without_a_number_goes_back_run_by_run()
    {
        var state = Of(Plug("lamp", 1), Plug("fan", 2));
        state = state.After(state.Run(PowerState.On, null, "lamp"));
        var first = new RunId(state.Revision);
        state = state.After(state.Run(PowerState.On, null, "fan"));
        var second = new RunId(state.Revision);

        Assert.Equal(second, UndoDecision.Last(state)?.Id);
        state = Undone(state, null);
        Assert.Equal(first, UndoDecision.Last(state)?.Id);
        state = Undone(state, null);
        Assert.Null(UndoDecision.Last(state));
        Assert.IsType<Undoing.Impossible>(UndoDecision.Decide(state, null, Anna, Window, Morning));
    }

    [Fact]
    public void No_more_than_fifty_runs_are_remembered()
    {
        var state = Of(Plug("lamp", 1));
        for (var i = 0; i < 60; i++)
        {
            state = state.After(state.Run(PowerState.On, null, "lamp"));
            state = state.After(new RunSettled(Morning, RunProgress.Begin(state.OpenRuns.Values.Last())));
        }

        Assert.Equal(PastRun.Most, state.PastRuns!.Count);
        Assert.Empty(state.OpenRuns);
        Assert.Equal(state.Revision - 1, state.PastRuns.Keys.Last().Number);
    }

    [Fact]
    public void The_record_of_a_run_is_completed_when_its_intent_is_proven_after_all()
    {
        var state = Of(Plug("lamp", 1));
        state = state.After(state.Run(PowerState.On, null, "lamp"));
        var run = state.OpenRuns.Values.Single();
        var dark = new PlugProblem(Failures.FailureKind.Dark, "It does not answer.", Morning);
        var given = RunProgress.Begin(run);
        state = state.After(new RunSettled(Morning, given with
        {
            Outcome = RunOutcome.Failed,
            FinishedAt = Morning,
            Outlets = [.. given.Outlets.Select(outlet => outlet with { Outcome = OutletOutcome.Failed, Problem = dark })],
        }));
        var later = Morning + Duration.FromMinutes(5);
        var report = state.Report(state.Plug("lamp").Id, "Lamp", (0, PowerState.On));
        Assert.Empty(RunCompletion.Decide(state, report, later));
        report = report with { Outlets = [.. report.Outlets.Select(seen => seen with { ProvenRevision = run.Id.Number, ProvenAt = later, Attempts = 2, Revision = run.Id.Number })] };

        state = state.After(RunCompletion.Decide(state, report, later));

        var record = state.PastRuns![run.Id].Evidence;
        Assert.Equal((RunOutcome.Failed, later), (record.Outcome, record.CompletedAt));
        Assert.Equal((OutletOutcome.Converged, later, 2), (record.Outlets[0].Outcome, record.Outlets[0].At, record.Outlets[0].Attempts));
        Assert.Equal("Not at first: It does not answer.", record.Outlets[0].Note);
        Assert.Empty(RunCompletion.Decide(state, report, later));
    }

    private static HouseState Undone(HouseState state, RunId? run) =>
        state.After(Assert.IsType<Undoing.Begins>(UndoDecision.Decide(state, run, Anna, Window, Morning)).Started);
}
