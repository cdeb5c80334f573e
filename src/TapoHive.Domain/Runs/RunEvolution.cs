using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Runs;

/// <summary>What the events of runs make of a house's memory.</summary>
internal static class RunEvolution
{
    public static HouseState Started(HouseState state, RunStarted e)
    {
        var id = new RunId(state.Revision);
        var run = new RunRecord(
            id, e.Verb, e.Origin, e.At, e.Window, Targets(state, e.Intents), e.Scene, e.Layer, e.Occurrence, e.Undoes, e.Beforehand);
        var next = Overtake(state, id, e.Intents.Select(Key));
        next = ScheduleEvolution.Fired(next with { OpenRuns = next.OpenRuns.SetItem(id, run) }, run);
        next = e.Undoes is { } undone ? Undone(next, undone, id) : next;

        // The same for all outlets of which the same is wanted, and remembered once.
        var (on, off) = (Told(PowerState.On), Told(PowerState.Off));
        return HouseEvolution.WithOutlets(next, e.Intents, Key, (outlet, intent) =>
        {
            var (happening, filling) = intent.Wanted == PowerState.On ? on : off;
            return intent.PutBack is null
                ? SlotFilling.Fill(outlet.With(happening), run, filling, PrecedenceOf(outlet, e.Occurrence), state.Revision)
                : SlotFilling.PutBack(outlet.With(happening), run, run.Outlets[intent.Name], e.At, state.Revision);
        });

        (Happening Happening, Intent Filling) Told(PowerState wanted) => (new Happening(e.At, "intent", wanted, e.Origin.Value), new Intent(wanted, e.Origin, e.At, e.Until, e.Holding, id));
    }

    // What was asked for by hand after an occurrence was due, and before the hive got to it, is the newer wish.
    private static Precedence PrecedenceOf(OutletRecord outlet, RunOccurrence? occurrence) =>
        outlet.Intents.Manual?.Since > occurrence?.Due ? Precedence.Newer : Precedence.Older;

    public static HouseState Planned(HouseState state, RunPlanned e)
    {
        var id = new RunId(state.Revision);
        var run = new RunRecord(
            id,
            e.Verb,
            e.Origin,
            e.At,
            e.Window,
            ImmutableSortedDictionary<OutletName, RunTarget>.Empty,
            e.Scene,
            e.Layer,
            e.Occurrence,
            Plan: RunPlan.Of(e.Steps, e.OnFailure));
        return ScheduleEvolution.Fired(state with { OpenRuns = state.OpenRuns.SetItem(id, run) }, run);
    }

    public static HouseState Began(HouseState state, StepBegan e)
    {
        if (state.OpenRuns.GetValueOrDefault(e.Run) is not { Plan: { } plan } run)
        {
            return state;
        }

        var targets = Targets(state, e.Intents).ToImmutableSortedDictionary(
            target => target.Key,
            target => target.Value with { Revision = state.Revision, Since = e.At });
        var begun = run with { Outlets = run.Outlets.SetItems(targets), Plan = plan with { Next = e.Step, Since = plan.Since ?? e.At } };
        var next = Overtake(state, e.Run, e.Intents.Select(Key));
        next = next with { OpenRuns = next.OpenRuns.SetItem(e.Run, begun) };
        return HouseEvolution.WithOutlets(next, e.Intents, Key, (outlet, intent) => SlotFilling.Fill(
            outlet.With(new Happening(e.At, "intent", intent.Wanted, e.Origin.Value)),
            run,
            new Intent(intent.Wanted, e.Origin, e.At, Run: e.Run),
            plan.Overtaken.Contains(intent.Name) ? Precedence.Newer : Precedence.Older,
            state.Revision));
    }

    public static HouseState StepOver(HouseState state, StepEnded e) =>
        state.OpenRuns.GetValueOrDefault(e.Run) is not { Plan: { } plan } run ? state : state with
        {
            OpenRuns = state.OpenRuns.SetItem(e.Run, run with
            {
                Outlets = run.Outlets.Clear(),
                Plan = plan with
                {
                    Next = e.Step + 1,
                    Since = null,
                    Ended = plan.Ended.AddRange(e.Outlets),
                    Done = Together(plan.Done, run.Outlets),
                },
            }),
        };

    public static HouseState Settled(HouseState state, RunSettled e)
    {
        var next = state with { OpenRuns = state.OpenRuns.Remove(e.Run.Id) };
        if (state.OpenRuns.GetValueOrDefault(e.Run.Id) is not { } run)
        {
            return next;
        }

        var asked = run with { Outlets = run.Asked.ToImmutableSortedDictionary(), Plan = null };
        var past = (next.PastRuns ?? ImmutableSortedDictionary<RunId, PastRun>.Empty).SetItem(e.Run.Id, new PastRun(asked, e.Run));
        return Passed(next with { PastRuns = Bounded(past) }, asked, e.Run.Outlets, e.At);
    }

    public static HouseState Completed(HouseState state, RunCompleted e)
    {
        if (state.PastRuns?.GetValueOrDefault(e.Run) is not { } past)
        {
            return state;
        }

        var proven = e.Outlets.ToDictionary(outlet => (outlet.Step, outlet.Name));
        ImmutableArray<OutletEvidence> outlets = [.. past.Evidence.Outlets.Select(outlet => proven.GetValueOrDefault((outlet.Step, outlet.Name), outlet))];
        var complete = outlets.All(outlet => outlet.Outcome == OutletOutcome.Converged);
        var next = state with
        {
            PastRuns = state.PastRuns.SetItem(e.Run, past with
            {
                Evidence = past.Evidence with { Outlets = outlets, CompletedAt = complete ? e.At : past.Evidence.CompletedAt },
            }),
        };
        return Passed(next, past.Run, e.Outlets, e.At);
    }

    /// <summary>Outlets for which somebody asked something: runs of several steps that were accepted before leave them alone from now on.</summary>
    public static HouseState Overtake(HouseState state, RunId? by, IEnumerable<OutletKey> outlets)
    {
        var earlier = state.OpenRuns.Values.Where(run => run.Plan is not null && (by is null || run.Id.CompareTo(by.Value) < 0)).ToList();
        if (earlier.Count == 0)
        {
            return state;
        }

        var taken = outlets.ToHashSet();
        var open = state.OpenRuns.ToBuilder();
        foreach (var run in earlier)
        {
            var names = run.Plan!.Steps.OfType<PlannedStep.Switch>().SelectMany(step => step.Intents).Where(intent => taken.Contains(Key(intent))).Select(intent => intent.Name);
            open[run.Id] = run with { Plan = run.Plan with { Overtaken = run.Plan.Overtaken.Union(names) } };
        }

        return state with { OpenRuns = open.ToImmutable() };
    }

    private static HouseState Undone(HouseState state, RunId undone, RunId by) =>
        state.OpenRuns.GetValueOrDefault(undone) is { } open ? state with { OpenRuns = state.OpenRuns.SetItem(undone, open with { UndoneBy = by }) }
        : state.PastRuns?.GetValueOrDefault(undone) is { } past
            ? state with { PastRuns = state.PastRuns.SetItem(undone, past with { Run = past.Run with { UndoneBy = by } }) }
        : state;

    private static OutletKey Key(RunIntent intent) => new(intent.Plug, intent.Slot);

    private static ImmutableSortedDictionary<OutletName, RunTarget> Targets(HouseState state, ImmutableArray<RunIntent> intents) =>
        ImmutableSortedDictionary<OutletName, RunTarget>.Empty.SetItems(intents.Select(intent =>
        {
            var before = state.Plugs.GetValueOrDefault(intent.Plug)?.Outlets.GetValueOrDefault(intent.Slot);
            var target = new RunTarget(Key(intent), intent.Wanted, Before: before?.Intents, Observed: before?.Observed?.State, PutBack: intent.PutBack);
            return KeyValuePair.Create(intent.Name, target);
        }));

    // What was wanted before the first time, and the revision of the last.
    private static ImmutableSortedDictionary<OutletName, RunTarget> Together(
        ImmutableSortedDictionary<OutletName, RunTarget> done,
        ImmutableSortedDictionary<OutletName, RunTarget> now) => done.SetItems(now.Select(target => KeyValuePair.Create(
            target.Key,
            done.GetValueOrDefault(target.Key) is { } first ? target.Value with { Before = first.Before, Observed = first.Observed } : target.Value)));

    // Nobody wanted anything of these outlets before, and they are back where they were.
    private static HouseState Passed(HouseState state, RunRecord run, IEnumerable<OutletEvidence> evidence, Instant at)
    {
        var next = state;
        foreach (var outlet in evidence.Where(outlet => outlet.Outcome == OutletOutcome.Converged))
        {
            if (run.Outlets.GetValueOrDefault(outlet.Name) is { IsPassing: true } target)
            {
                next = HouseEvolution.WithOutlet(next, target.Outlet.Plug, target.Outlet.Slot, record => record.Intents.Manual?.Run == run.Id
                    ? record.With(new Happening(at, "released", null, run.Origin.Value)).With(record.Intents.With(Layer.Manual, null), state.Revision)
                    : record);
            }
        }

        return next;
    }

    private static ImmutableSortedDictionary<RunId, PastRun> Bounded(ImmutableSortedDictionary<RunId, PastRun> runs)
    {
        var (kept, outlets) = (0, 0);
        foreach (var (_, run) in runs.Reverse().Take(PastRun.Most))
        {
            outlets += run.Evidence.Outlets.Length;
            if (kept > 0 && outlets > PastRun.MostOutlets)
            {
                break;
            }

            kept++;
        }

        return kept == runs.Count ? runs : runs.RemoveRange([.. runs.Keys.Take(runs.Count - kept)]);
    }
}
