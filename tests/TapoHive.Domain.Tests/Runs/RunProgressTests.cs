using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Runs;

/// <summary>What reports make of a run.</summary>
public sealed class RunProgressTests
{
    private static readonly Instant Later = Morning + Duration.FromSeconds(5);
    private static readonly Instant Over = Morning + Window;

    public enum Seen
    {
        Nothing,
        Proven,
        ProvenBefore,
        DarkBeforeStart,
        DarkSinceStart,
        NotFoundYet,
        NotFoundForAWhile,
        TransientSinceStart,
        Overtaken,
        ProvenThenOvertaken,
        PlugGone,
    }

    public static TheoryData<Seen, bool, OutletOutcome> Table => new()
    {
        { Seen.Nothing, false, OutletOutcome.Pending },
        { Seen.Nothing, true, OutletOutcome.Failed },
        { Seen.Proven, false, OutletOutcome.Converged },
        { Seen.Proven, true, OutletOutcome.Converged },
        { Seen.ProvenBefore, false, OutletOutcome.Pending },
        { Seen.DarkBeforeStart, false, OutletOutcome.Pending },
        { Seen.DarkBeforeStart, true, OutletOutcome.Failed },
        { Seen.DarkSinceStart, false, OutletOutcome.Failed },
        { Seen.NotFoundYet, false, OutletOutcome.Pending },
        { Seen.NotFoundYet, true, OutletOutcome.Failed },
        { Seen.NotFoundForAWhile, false, OutletOutcome.Failed },
        { Seen.TransientSinceStart, false, OutletOutcome.Pending },
        { Seen.TransientSinceStart, true, OutletOutcome.Failed },
        { Seen.Overtaken, false, OutletOutcome.Superseded },
        { Seen.ProvenThenOvertaken, false, OutletOutcome.Converged },
        { Seen.PlugGone, false, OutletOutcome.Superseded },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void An_outlet_is_judged_as_the_table_says(Seen seen, bool over, OutletOutcome outcome)
    {
        var (evidence, _) = Judge(over ? Over : Later, seen);
        Assert.Equal(outcome, Assert.Single(evidence.Outlets).Outcome);
        Assert.Equal(outcome == OutletOutcome.Pending, evidence.FinishedAt is null);
        Assert.Equal(outcome == OutletOutcome.Failed, Assert.Single(evidence.Outlets).Problem is not null && outcome != OutletOutcome.Pending);
    }

    [Theory]
    [InlineData(RunOutcome.Converged, Seen.Proven, Seen.Proven)]
    [InlineData(RunOutcome.Partial, Seen.Proven, Seen.DarkSinceStart)]
    [InlineData(RunOutcome.Partial, Seen.Proven, Seen.Overtaken)]
    [InlineData(RunOutcome.Failed, Seen.DarkSinceStart, Seen.DarkSinceStart)]
    [InlineData(RunOutcome.Failed, Seen.DarkSinceStart, Seen.Overtaken)]
    [InlineData(RunOutcome.Superseded, Seen.Overtaken, Seen.Overtaken)]
    [InlineData(RunOutcome.Accepted, Seen.Proven, Seen.Nothing)]
    [InlineData(RunOutcome.Accepted, Seen.DarkSinceStart, Seen.Nothing)]
    public void The_whole_follows_from_its_parts(RunOutcome outcome, Seen first, Seen second) =>
        Assert.Equal(outcome, Judge(Later, first, second).Evidence.Outcome);

    [Fact]
    public void What_was_decided_is_never_decided_again()
    {
        var (evidence, again) = Judge(Later, Seen.DarkSinceStart, Seen.Nothing);
        var proven = again(evidence, [Seen.Proven, Seen.Proven], Over);
        Assert.Equal([OutletOutcome.Failed, OutletOutcome.Converged], proven.Outlets.Select(outlet => outlet.Outcome));
        Assert.Equal(RunOutcome.Partial, proven.Outcome);
        Assert.Same(proven, again(proven, [Seen.Proven, Seen.Proven], Over + Window));
    }

    [Fact]
    public void Nothing_new_is_the_very_same_evidence()
    {
        var (evidence, again) = Judge(Later, Seen.Nothing);
        Assert.Same(evidence, again(evidence, [Seen.Nothing], Later));
    }

    [Fact]
    public void A_failure_without_a_known_cause_says_that_the_intent_stays()
    {
        var problem = Assert.Single(Judge(Over, Seen.Nothing).Evidence.Outlets).Problem;
        Assert.Contains("intent stays", problem!.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Transient, problem.Kind);
    }

    [Fact]
    public void A_run_without_outlets_is_settled_at_once()
    {
        var house = Of(Plug("lamp", 1));
        house = house.After(house.Run(PowerState.On, null, "nobody"));
        var run = Assert.Single(house.OpenRuns.Values);
        var evidence = RunProgress.Advance(RunProgress.Begin(run), run, house, new Dictionary<PlugId, PlugReport>(), Morning);
        Assert.Equal(RunOutcome.Skipped, evidence.Outcome);
        Assert.Empty(house.After(new RunSettled(Morning, evidence)).OpenRuns);
    }

    [Fact]
    public void Attempts_and_times_of_the_proof_are_evidence()
    {
        var outlet = Assert.Single(Judge(Later, Seen.Proven).Evidence.Outlets);
        Assert.Equal((3, Morning + Duration.FromSeconds(2)), (outlet.Attempts, outlet.At));
    }

    [Fact]
    public void What_concerns_one_part_judges_that_one_only_and_the_last_one_settles_the_run()
    {
        var house = Of(Plug("lamp-0", 0), Plug("lamp-1", 1));
        house = house.After(house.Run(PowerState.On, null, "lamp-0", "lamp-1"));
        var run = Assert.Single(house.OpenRuns.Values);
        var reports = house.Plugs.Keys.ToDictionary(static id => id, id => Report(house, id, Seen.Proven, run.Id.Number));

        var half = RunProgress.Advance(RunProgress.Begin(run), run, house, reports, Later, [1]);
        var whole = RunProgress.Advance(half, run, house, reports, Later, [0]);

        Assert.Equal([OutletOutcome.Pending, OutletOutcome.Converged], half.Outlets.Select(static outlet => outlet.Outcome));
        Assert.Equal((RunOutcome.Accepted, RunOutcome.Converged), (half.Outcome, whole.Outcome));
        Assert.Same(half, RunProgress.Advance(half, run, house, reports, Later, []));
    }

    private static (RunEvidence Evidence, Func<RunEvidence, Seen[], Instant, RunEvidence> Again) Judge(Instant now, params Seen[] seen)
    {
        var names = seen.Select((_, i) => $"lamp-{i}").ToArray();
        var house = Of([.. names.Select((name, i) => Plug(name, i))]);
        house = house.After(house.Run(PowerState.On, null, names));
        var run = Assert.Single(house.OpenRuns.Values);
        return (Again(RunProgress.Begin(run), seen, now), Again);

        RunEvidence Again(RunEvidence evidence, Seen[] those, Instant at)
        {
            var state = house;
            var reports = new Dictionary<PlugId, PlugReport>();
            foreach (var (what, i) in those.Select((what, i) => (what, i)))
            {
                var id = house.Plug(names[i]).Id;
                if (what is Seen.Overtaken or Seen.ProvenThenOvertaken)
                {
                    state = state.After(state.Run(PowerState.On, null, names[i]));
                }

                if (what == Seen.PlugGone)
                {
                    state = state with { Plugs = state.Plugs.Remove(id) };
                }
                else if (what != Seen.Nothing)
                {
                    reports[id] = Report(house, id, what, run.Id.Number);
                }
            }

            return RunProgress.Advance(evidence, run, state, reports, at);
        }
    }

    private static PlugReport Report(HouseState house, PlugId id, Seen seen, long revision)
    {
        var report = house.Report(id, "Lamp", (0, PowerState.Off)) with
        {
            Address = seen is Seen.NotFoundYet or Seen.NotFoundForAWhile ? null : new PlugAddress(System.Net.IPAddress.Parse("192.0.2.7"), 80),
            TriedAt = seen == Seen.DarkBeforeStart ? Morning - Duration.FromSeconds(1) : Morning,
            Problem = seen switch
            {
                Seen.DarkBeforeStart or Seen.DarkSinceStart => new PlugProblem(FailureKind.Dark, "It does not answer.", Morning),
                Seen.NotFoundYet => new PlugProblem(FailureKind.Dark, "It has not been seen.", Later - Duration.FromSeconds(5)),
                Seen.NotFoundForAWhile => new PlugProblem(FailureKind.Dark, "It has not been seen.", Later - Duration.FromSeconds(6)),
                Seen.TransientSinceStart => new PlugProblem(FailureKind.Transient, "It stumbles.", Morning),
                _ => null,
            },
        };
        var proven = seen switch { Seen.Proven or Seen.ProvenThenOvertaken => revision, Seen.ProvenBefore => revision - 1, _ => 0 };
        return report with
        {
            Outlets = [.. report.Outlets.Select(o => o with { ProvenRevision = proven, ProvenAt = Morning + Duration.FromSeconds(2), Attempts = 3, Revision = revision })],
        };
    }
}
