using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Scenes;

namespace TapoHive.Domain.Runs;

/// <summary>
/// Which step of a run begins or ends. Decided from the house's memory alone, so that after a crash the same step is neither done
/// twice nor left out: what was begun says so, and a wait is measured from when it began.
/// </summary>
public static class StepDecision
{
    /// <summary>What a run does now.</summary>
    /// <param name="state">The house.</param>
    /// <param name="id">The run; nothing happens where it is not open, or has one step.</param>
    /// <param name="current">What is known of the step under way.</param>
    /// <param name="now">Now.</param>
    public static RunMove Decide(HouseState state, RunId id, ImmutableArray<OutletEvidence> current, Instant now)
    {
        var events = ImmutableArray.CreateBuilder<HouseEvent>();
        while (state.OpenRuns.GetValueOrDefault(id) is { Plan: { } plan } run)
        {
            var (happened, again) = Next(state, run, plan, current, now);
            if (happened is null)
            {
                return new RunMove(events.ToImmutable(), again);
            }

            Take(happened);
            if (happened is RunSettled && plan.OnFailure == FailurePolicy.Undo && HasFailed(plan)
                && UndoDecision.Decide(state, id, run.Origin, run.Window, now) is Undoing.Begins { Started: var undo })
            {
                Take(undo);
            }
        }

        return new RunMove(events.ToImmutable(), null);

        void Take(HouseEvent happened)
        {
            events.Add(happened);
            state = HouseEvolution.Evolve(state, happened);
        }
    }

    /// <summary>Ends a run before its time: what it has asked for stays asked for, what is left is not begun.</summary>
    /// <returns>Nothing where the run is not open.</returns>
    public static RunSettled? Cancel(HouseState state, RunId id, ImmutableArray<OutletEvidence> current, Origin by, Instant now)
    {
        if (state.OpenRuns.GetValueOrDefault(id) is not { } run)
        {
            return null;
        }

        var begun = run.Plan is null ? current : StepProgress.Outlets(run, current);
        var who = $"{by} cancelled the run";
        ImmutableArray<OutletEvidence> outlets =
        [
            .. begun.Select(outlet => outlet.Outcome != OutletOutcome.Pending ? outlet
                : run.Plan is { } plan && (outlet.Step != plan.Next || !run.Outlets.ContainsKey(outlet.Name))
                    ? outlet with { Outcome = OutletOutcome.Skipped, At = now, Note = $"Not begun: {who}." }
                    : outlet with
                    {
                        Outcome = OutletOutcome.Failed,
                        At = now,
                        Problem = outlet.Problem ?? new PlugProblem(FailureKind.Transient, $"Not proven before {who}. The intent stays; 'tapohive undo' takes it back.", now),
                    }),
        ];
        return new RunSettled(now, Settled(run, outlets, RunOutcome.Cancelled, now), by);
    }

    private static (HouseEvent? Happened, Instant? Again) Next(HouseState state, RunRecord run, RunPlan plan, ImmutableArray<OutletEvidence> current, Instant now)
    {
        if (plan.Step is not { } step)
        {
            return (End(run, plan, now), null);
        }

        if (plan.Since is null)
        {
            if (plan.OnFailure != FailurePolicy.Continue && HasFailed(plan))
            {
                return (End(run, plan, now), null);
            }

            var latest = run.StartedAt + plan.Longest(plan.Next, run.Window) + RunPlan.Grace;
            if (now > latest)
            {
                return (Over(state, run, plan, ImmutableSortedDictionary<OutletName, OutletEvidence>.Empty, now, "Not begun: its time was long over, because the hive was not running."), null);
            }
        }

        return step switch
        {
            PlannedStep.Wait wait => Wait(run, plan, wait, now),
            PlannedStep.Switch switching => Switch(state, run, plan, switching, current, now),
            _ => throw new InvalidOperationException("Not a step."),
        };
    }

    private static (HouseEvent?, Instant?) Wait(RunRecord run, RunPlan plan, PlannedStep.Wait wait, Instant now)
    {
        if (plan.Since is not { } since)
        {
            return (new StepBegan(now, run.Id, plan.Next, run.Origin, []), null);
        }

        return now >= since + wait.Length ? (new StepEnded(now, run.Id, plan.Next, []), null) : (null, since + wait.Length);
    }

    private static (HouseEvent?, Instant?) Switch(
        HouseState state,
        RunRecord run,
        RunPlan plan,
        PlannedStep.Switch step,
        ImmutableArray<OutletEvidence> current,
        Instant now)
    {
        var known = current.Where(outlet => outlet.Step == plan.Next).ToDictionary(outlet => outlet.Name);
        var left = step.Intents.Where(intent => !run.Outlets.ContainsKey(intent.Name) && !IsOvertaken(state, run, plan, intent)).ToList();
        var pending = run.Outlets.Where(target => known.GetValueOrDefault(target.Key) is null or { Outcome: OutletOutcome.Pending }).ToList();
        var isOver = step.Within is { } within && plan.Since is { } since && now >= since + within;
        Instant? deadline = pending.Count == 0 ? null : pending.Min(target => StepProgress.Deadline(run, plan, target.Value));
        if (left.Count == 0 || isOver)
        {
            return pending.Count > 0
                ? (null, deadline)
                : (Over(state, run, plan, known, now, string.Create(CultureInfo.InvariantCulture, $"Not begun: its turn did not come within {step.Within?.TotalSeconds ?? 0:0.#} s.")), null);
        }

        var room = (step.AtOnce ?? int.MaxValue) - pending.Count;
        if (room <= 0)
        {
            return (null, deadline);
        }

        if (step.Gap is { } gap && run.Outlets.Count > 0)
        {
            var turn = run.Outlets.Max(target => known.GetValueOrDefault(target.Key)?.At ?? target.Value.Since ?? run.StartedAt) + gap;
            if (now < turn)
            {
                return (null, Earlier(turn, deadline));
            }
        }

        return (new StepBegan(now, run.Id, plan.Next, run.Origin, [.. left.Take(room)]), null);
    }

    private static StepEnded Over(
        HouseState state,
        RunRecord run,
        RunPlan plan,
        IReadOnlyDictionary<OutletName, OutletEvidence> known,
        Instant now,
        string late) => new(
        now,
        run.Id,
        plan.Next,
        [
            .. StepProgress.Planned(plan.Step!).Select(intent => known.GetValueOrDefault(intent.Name) ?? (IsOvertaken(state, run, plan, intent)
                ? Untouched(plan.Next, intent, OutletOutcome.Superseded, now, "Left alone: somebody asked something newer of it before its turn.")
                : Untouched(plan.Next, intent, OutletOutcome.Skipped, now, late))),
        ]);

    private static RunSettled End(RunRecord run, RunPlan plan, Instant now)
    {
        var because = $"Not begun: a step before it failed, and then the scene is to {(plan.OnFailure == FailurePolicy.Undo ? "undo what it did" : "stop")}.";
        ImmutableArray<OutletEvidence> outlets =
        [
            .. plan.Ended,
            .. plan.Steps.Index().Skip(plan.Next).SelectMany(step => StepProgress.Planned(step.Item)
                .Select(intent => Untouched(step.Index, intent, OutletOutcome.Skipped, now, because))),
        ];
        return new RunSettled(now, Settled(run, outlets, RunProgress.Whole(outlets), now));
    }

    private static RunEvidence Settled(RunRecord run, ImmutableArray<OutletEvidence> outlets, RunOutcome outcome, Instant now) =>
        new(run.Id, run.Verb, outcome, run.StartedAt, now, outlets, run.Scene, run.Undoes);

    private static OutletEvidence Untouched(int step, RunIntent intent, OutletOutcome outcome, Instant now, string note) =>
        new(intent.Name, intent.Wanted, outcome, now, 0, null, step, Note: note);

    // Whoever is accepted later wins, layer by layer: a schedule's slot is filled also under what is wanted by hand, which it follows when that ends.
    private static bool IsOvertaken(HouseState state, RunRecord run, RunPlan plan, RunIntent intent) => run.Fills == Layer.Manual
        ? plan.Overtaken.Contains(intent.Name)
        : state.Plugs.GetValueOrDefault(intent.Plug)?.Outlets.GetValueOrDefault(intent.Slot)?.Intents.Schedule is { } filled
            && (filled.Run is { } by ? by.CompareTo(run.Id) > 0 : filled.Since > run.StartedAt);

    private static bool HasFailed(RunPlan plan) => plan.Ended.Any(outlet => outlet.Outcome is OutletOutcome.Failed);

    private static Instant Earlier(Instant turn, Instant? deadline) => deadline is { } end && end < turn ? end : turn;
}
