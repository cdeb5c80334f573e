using System.Collections.Immutable;
using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Runs;

/// <summary>Runs of several steps, on a clock that the test turns.</summary>
public sealed class StepDecisionTests
{
    private static readonly string[] Names = ["lamp", "fan", "tv"];
    private static readonly RunOccurrence Dusk = RunOccurrence.FromText("dusk 2026-01-05 2026-01-05T16:05:00Z");

    private static readonly SceneName Movie = new("movie");

    [Fact]
    public void A_scene_of_one_step_is_one_event_and_one_of_several_is_a_plan_of_which_nothing_is_begun()
    {
        var state = House(new SceneStep.Switch(["lamp", "fan"], ["tv"]));
        var started = Assert.IsType<RunStarted>(Start(state));
        Assert.Equal("lamp On, fan On, tv Off", string.Join(", ", started.Intents.Select(intent => $"{intent.Name} {intent.Wanted}")));

        state = House(new SceneStep.Switch(["lamp"], []), new SceneStep.Wait(Duration.FromSeconds(1)));
        var planned = Start(state);
        Assert.IsType<RunPlanned>(planned);
        Assert.Null(state.After(planned).Outlet("lamp").Desired);
    }

    [Fact]
    public void A_step_begins_when_the_one_before_is_proven()
    {
        var run = Begin(new SceneStep.Switch(["lamp"], []), new SceneStep.Switch(["fan"], []));
        run.Go();
        Assert.Equal(PowerState.On, run.State.Outlet("lamp").Desired?.Wanted);
        Assert.Null(run.State.Outlet("fan").Desired);

        run.Prove("lamp");
        run.Go();

        Assert.Equal(PowerState.On, run.State.Outlet("fan").Desired?.Wanted);
        run.Prove("fan");
        run.Go();
        Assert.Equal((RunOutcome.Converged, 2), (run.Past.Outcome, run.Past.Outlets.Length));
    }

    [Fact]
    public void A_wait_is_measured_from_its_beginning_also_where_the_hive_was_down()
    {
        var run = Begin(new SceneStep.Wait(Duration.FromSeconds(60)), new SceneStep.Switch(["lamp"], []));
        Assert.Equal(run.Now + Duration.FromSeconds(60), run.Go());
        run.Now += Duration.FromSeconds(59);
        run.Go();
        Assert.Null(run.State.Outlet("lamp").Desired);

        run.Restart();
        run.Now += Duration.FromSeconds(300);
        run.Go();

        Assert.Equal(PowerState.On, run.State.Outlet("lamp").Desired?.Wanted);
    }

    [Fact]
    public void A_step_whose_time_was_long_over_when_the_hive_came_back_is_not_begun_and_recorded_so()
    {
        var run = Begin(new SceneStep.Wait(Duration.FromSeconds(60)), new SceneStep.Switch(["lamp"], []));
        run.Go();

        run.Restart();
        run.Now += Duration.FromSeconds(61) + RunPlan.Grace;
        run.Go();

        Assert.Null(run.State.Outlet("lamp").Desired);
        Assert.Equal((RunOutcome.Skipped, OutletOutcome.Skipped), (run.Past.Outcome, run.Past.Outlets[0].Outcome));
        Assert.Contains("long over", run.Past.Outlets[0].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_gap_an_outlet_follows_when_the_one_before_is_proven_or_given_up()
    {
        var run = Begin(new SceneStep.Switch(["lamp", "fan", "tv"], [], Gap: Duration.FromSeconds(2)));
        run.Go();
        Assert.Equal("lamp", run.Wanted);

        run.Now += Duration.FromSeconds(1);
        run.Prove("lamp");
        Assert.Equal(run.Now + Duration.FromSeconds(2), run.Go());
        Assert.Equal("lamp", run.Wanted);
        run.Now += Duration.FromSeconds(2);
        run.Go();
        Assert.Equal("fan, lamp", run.Wanted);

        run.Now += Window;
        run.Go();
        run.Now += Duration.FromSeconds(2);
        run.Go();
        Assert.Equal("fan, lamp, tv", run.Wanted);
    }

    [Fact]
    public void No_more_outlets_are_under_way_than_may_be_at_once()
    {
        var run = Begin(new SceneStep.Switch(["lamp", "fan", "tv"], [], AtOnce: 2));
        run.Go();
        Assert.Equal("fan, lamp", run.Wanted);

        run.Prove("fan");
        run.Go();
        Assert.Equal("fan, lamp, tv", run.Wanted);
    }

    [Fact]
    public void What_is_not_proven_within_its_step_has_failed_and_what_had_no_turn_is_skipped()
    {
        var run = Begin(new SceneStep.Switch(["lamp", "fan"], [], Within: Duration.FromSeconds(5), AtOnce: 1));
        run.Go();
        run.Now += Duration.FromSeconds(5);
        run.Go();

        Assert.Equal("lamp Failed, fan Skipped", run.Told);
        Assert.Contains("within 5 s", run.Past.Outlets[1].Note, StringComparison.Ordinal);
        Assert.Equal(PowerState.On, run.State.Outlet("lamp").Desired?.Wanted);
    }

    [Theory]
    [InlineData(FailurePolicy.Continue, "lamp Failed, fan Converged", RunOutcome.Partial)]
    [InlineData(FailurePolicy.Stop, "lamp Failed, fan Skipped", RunOutcome.Failed)]
    public void What_follows_a_failed_step_is_what_the_scene_says(FailurePolicy policy, string told, RunOutcome outcome)
    {
        var run = Begin(policy, new SceneStep.Switch(["lamp"], [], Within: Duration.FromSeconds(5)), new SceneStep.Switch(["fan"], []));
        run.Go();
        run.Now += Duration.FromSeconds(5);
        run.Go();
        run.Prove("fan");
        run.Go();

        Assert.Equal((told, outcome), (run.Told, run.Past.Outcome));
    }

    [Fact]
    public void A_scene_that_undoes_puts_back_what_was_wanted_before()
    {
        var state = House(FailurePolicy.Undo, new SceneStep.Switch(["lamp"], []), new SceneStep.Switch(["fan"], [], Within: Duration.FromSeconds(5)));
        state = state.After(state.Run(PowerState.Off, null, "lamp"));
        var before = state.Outlet("lamp").Intents.Manual;
        var run = new Stage(state.After(Start(state)));
        run.Go();
        run.Prove("lamp");
        run.Go();
        run.Now += Duration.FromSeconds(5);
        run.Go();

        Assert.Equal(RunOutcome.Partial, run.Past.Outcome);
        Assert.Equal(before, run.State.Outlet("lamp").Intents.Manual);
        Assert.Equal(run.Id, run.State.OpenRuns.Values.Single(open => open.Undoes is not null).Undoes);
    }

    [Fact]
    public void A_press_in_between_keeps_its_outlet_from_later_steps()
    {
        var run = Begin(new SceneStep.Switch(["lamp"], []), new SceneStep.Switch(["fan"], ["lamp"]));
        run.Go();
        run.Prove("lamp");
        var key = run.State.OutletsByName[new OutletName("lamp")];
        run.State = run.State.After(new PressesFollowed(run.Now, [new FollowedPress(key.Plug, key.Slot, PowerState.On, run.Now)]));
        run.Go();
        run.Prove("fan");
        run.Go();

        Assert.Equal("lamp Converged, fan Converged, lamp Superseded", run.Told);
        Assert.Equal(Origin.Press, run.State.Outlet("lamp").Intents.Manual?.Origin);
    }

    [Fact]
    public void A_schedules_scene_fills_its_own_layer_and_ends_what_is_wanted_by_hand_unless_that_is_held()
    {
        var state = House(new SceneStep.Switch(["lamp", "fan"], []));
        state = state.After(state.Run(PowerState.Off, null, "lamp"));
        state = state.After(CommandDecision.Start(state, "off", [(new OutletName("fan"), PowerState.Off)], Anna, null, Holding.UntilReleased, Window, Morning));

        var begins = Assert.IsType<SceneStarting.Begins>(SceneStart.Decide(state, Movie, Layer.Schedule, new Origin("schedule:dusk"), Dusk, Window, Morning));
        state = state.After(begins.Started);

        Assert.Equal((null, PowerState.On), (state.Outlet("lamp").Intents.Manual, state.Outlet("lamp").Intents.Schedule!.Wanted));
        Assert.Equal((PowerState.Off, PowerState.On), (state.Outlet("fan").Intents.Manual!.Wanted, state.Outlet("fan").Intents.Schedule!.Wanted));
        Assert.Equal(Dusk, state.OpenRuns.Values.Last().Occurrence);
    }

    [Fact]
    public void What_a_later_schedule_asks_for_is_kept_from_the_later_steps_of_an_earlier_ones_scene()
    {
        var state = House(new SceneStep.Switch(["lamp"], []), new SceneStep.Switch(["fan"], ["lamp", "tv"]));
        state = state.After(Assert.IsType<SceneStarting.Begins>(SceneStart.Decide(state, Movie, Layer.Schedule, new Origin("schedule:dusk"), Dusk, Window, Morning)).Started);
        var run = new Stage(state);
        run.Go();
        run.Prove("lamp");
        var night = RunOccurrence.FromText("night 2026-01-05 2026-01-05T16:06:00Z");
        run.State = run.State.After(run.State.Run(PowerState.On, null, "lamp", "fan") with
        {
            Origin = new Origin("schedule:night"),
            Layer = Layer.Schedule,
            Occurrence = night,
        });
        var later = run.State.OpenRuns.Keys.Last();
        run.State = run.State.After(run.State.Run(PowerState.On, null, "tv"));
        run.Go();
        run.Prove("tv");
        run.Go();

        Assert.Equal("lamp Converged, fan Superseded, lamp Superseded, tv Superseded", run.Told);
        Assert.Equal((PowerState.On, later), (run.State.Outlet("lamp").Intents.Schedule?.Wanted, run.State.Outlet("lamp").Intents.Schedule?.Run));
        Assert.Equal((PowerState.Off, PowerState.On), (run.State.Outlet("tv").Intents.Schedule?.Wanted, run.State.Outlet("tv").Intents.Manual?.Wanted));
    }

    /// <summary>Whatever comes in between, no outlet is asked twice in a step, steps come in order, and the run ends.</summary>
    [Property(MaxTest = 300, Replay = "(8213441,7)")]
    public void However_often_it_is_killed_no_step_is_done_twice_and_none_is_lost((byte What, byte How)[] script, bool stops)
    {
        var run = Begin(
            stops ? FailurePolicy.Stop : FailurePolicy.Continue,
            new SceneStep.Switch(["lamp"], []),
            new SceneStep.Wait(Duration.FromSeconds(10)),
            new SceneStep.Switch(["fan", "tv"], ["lamp"], Within: Duration.FromSeconds(20), Gap: Duration.FromSeconds(1)),
            new SceneStep.Switch([], ["fan", "tv"], AtOnce: 1));
        foreach (var (what, how) in script)
        {
            switch (what % 4)
            {
                case 0:
                    run.Restart();
                    break;
                case 1:
                    run.Now += Duration.FromSeconds(how % 40);
                    break;
                case 2:
                    run.Prove(Names[how % 3]);
                    break;
                default:
                    run.Go();
                    break;
            }
        }

        for (var i = 0; i < 40 && run.IsOpen; i++)
        {
            run.Now += Duration.FromSeconds(15);
            run.Go();
        }

        Assert.False(run.IsOpen, "It never ended.");
        var asked = run.Events.OfType<StepBegan>().SelectMany(step => step.Intents.Select(intent => (step.Step, intent.Name))).ToList();
        Assert.Equal(asked.Count, asked.Distinct().Count());
        Assert.Equal(asked.Select(it => it.Step), asked.Select(it => it.Step).Order());
        Assert.Equal(6, run.Past.Outlets.Length);
        Assert.DoesNotContain(run.Past.Outlets, outlet => outlet.Outcome == OutletOutcome.Pending);
        Assert.All(
            run.Past.Outlets.Where(outlet => outlet.Outcome is OutletOutcome.Converged or OutletOutcome.Failed),
            outlet => Assert.Contains((outlet.Step!.Value, outlet.Name), asked));
    }

    private static HouseState House(params ImmutableArray<SceneStep> steps) => House(FailurePolicy.Continue, steps);

    private static HouseState House(FailurePolicy policy, params ImmutableArray<SceneStep> steps) => HouseState.Empty.After(new HouseApplied(
        Morning,
        Definition(Plug("lamp", 1), Plug("fan", 2), Plug("tv", 3)) with { Scenes = [new SceneDefinition(Movie, steps, policy)] },
        "hillside.conf",
        "1"));

    private static HouseEvent Start(HouseState state) =>
        Assert.IsType<SceneStarting.Begins>(SceneStart.Decide(state, Movie, Layer.Manual, Anna, null, Window, Morning)).Started;

    private static Stage Begin(params ImmutableArray<SceneStep> steps) => Begin(FailurePolicy.Continue, steps);

    private static Stage Begin(FailurePolicy policy, params ImmutableArray<SceneStep> steps)
    {
        var state = House(policy, steps);
        return new Stage(state.After(Start(state)));
    }

    /// <summary>A house with one run, and the actor's part: it keeps evidence until it is killed.</summary>
    private sealed class Stage(HouseState state)
    {
        private readonly Dictionary<PlugId, PlugReport> _reports = [];
        private ImmutableArray<OutletEvidence> _current = [];

        public HouseState State { get; set; } = state;

        public RunId Id { get; } = new(state.Revision);

        public Instant Now { get; set; } = Morning;

        public List<HouseEvent> Events { get; } = [];

        public bool IsOpen => State.OpenRuns.ContainsKey(Id);

        public RunEvidence Past => State.PastRuns![Id].Evidence;

        public string Told => string.Join(", ", Past.Outlets.Select(outlet => $"{outlet.Name} {outlet.Outcome}"));

        /// <summary>The outlets that are asked for something, by name.</summary>
        public string Wanted => string.Join(", ", State.OutletsByName.Where(outlet => State[outlet.Value].Desired is not null).Select(outlet => outlet.Key));

        public void Restart() => _current = [];

        /// <summary>The plug is what it is wanted to be, and says so.</summary>
        public void Prove(string outlet)
        {
            var record = State.Outlet(outlet);
            var plug = State.OutletsByName[new OutletName(outlet)].Plug;
            if (record.Desired is { } desired)
            {
                var report = State.Report(plug, outlet, (0, desired.Wanted));
                _reports[plug] = report with
                {
                    Outlets = [.. report.Outlets.Select(seen => seen with { ProvenRevision = record.DesiredRevision, ProvenAt = Now, Attempts = 1, Revision = record.DesiredRevision })],
                };
            }
        }

        /// <summary>Goes as far as it can now.</summary>
        public Instant? Go()
        {
            while (State.OpenRuns.TryGetValue(Id, out var run))
            {
                _current = StepProgress.Advance(run, _current, State, _reports, Now);
                var move = StepDecision.Decide(State, Id, _current, Now);
                if (move.Events.IsEmpty)
                {
                    return move.LookAgainAt;
                }

                Events.AddRange(move.Events);
                State = State.After(move.Events);
            }

            return null;
        }
    }
}
