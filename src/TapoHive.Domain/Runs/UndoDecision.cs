using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Runs;

/// <summary>Takes a run back: each outlet gets exactly what was wanted of it before, nothing included, unless somebody changed that since.</summary>
public static class UndoDecision
{
    /// <summary>The run that is meant where nobody says which: the last one of a person or program that is no undo and not undone.</summary>
    public static RunRecord? Last(HouseState state) => Runs(state).Reverse()
        .FirstOrDefault(run => run.Undoes is null && run.Origin.IsOperator && !IsUndone(state, run));

    /// <summary>Takes a run back.</summary>
    /// <param name="state">The house.</param>
    /// <param name="which">The run; absent for the last one.</param>
    /// <param name="origin">Who wants it back.</param>
    /// <param name="window">How long the undo waits for proof.</param>
    /// <param name="now">Now.</param>
    public static Undoing Decide(HouseState state, RunId? which, Origin origin, Duration window, Instant now)
    {
        var run = which is { } id ? Find(state, id) : Last(state);
        if (run is null)
        {
            return new Undoing.Impossible(which is null
                ? "There is no run to undo. 'tapohive runs' lists those that are remembered."
                : $"There is no run {which} that is remembered. 'tapohive runs' lists those that are.");
        }

        if (run.Plan is not null)
        {
            return new Undoing.Impossible($"Run {run.Id} is still under way. Cancel it first: tapohive scene cancel {run.Id}");
        }

        var intents = ImmutableArray.CreateBuilder<RunIntent>();
        var left = ImmutableArray.CreateBuilder<OutletEvidence>();
        foreach (var (name, target) in run.Asked)
        {
            var outlet = state.Plugs.GetValueOrDefault(target.Outlet.Plug)?.Outlets.GetValueOrDefault(target.Outlet.Slot);
            if (outlet is not null && target.Before is { } before && IsUntouched(outlet, run, target))
            {
                var slots = Restored(outlet.Intents, run.Fills, before, now);
                intents.Add(new RunIntent(
                    outlet.Name,
                    target.Outlet.Plug,
                    target.Outlet.Slot,
                    slots.Top?.Wanted ?? target.Observed ?? outlet.Observed?.State ?? target.Wanted,
                    slots));
            }
            else
            {
                var wanted = outlet?.Intents.Top?.Wanted ?? target.Wanted;
                left.Add(new OutletEvidence(name, wanted, OutletOutcome.Superseded, now, 0, null, Note: $"Left alone: {Reason(outlet, run, target)}."));
            }
        }

        return intents.Count == 0
            ? new Undoing.Impossible($"Nothing of run {run.Id} can be put back. {(left.Count == 0 ? "It asked for nothing" : $"{left[0].Name}: {left[0].Note}")}")
            : new Undoing.Begins(new RunStarted(
                now,
                "undo",
                origin,
                window,
                null,
                Holding.UntilNextOccurrence,
                intents.ToImmutable(),
                Layer: run.Layer,
                Undoes: run.Id,
                Beforehand: left.Count == 0 ? null : left.ToImmutable()));
    }

    /// <summary>Whether a run was taken back, and that was not taken back in turn.</summary>
    public static bool IsUndone(HouseState state, RunRecord run) =>
        run.UndoneBy is { } by && !(Find(state, by) is { } undo && IsUndone(state, undo));

    private static RunRecord? Find(HouseState state, RunId id) => state.OpenRuns.GetValueOrDefault(id) ?? state.PastRuns?.GetValueOrDefault(id)?.Run;

    private static IEnumerable<RunRecord> Runs(HouseState state) =>
        (state.PastRuns?.Values ?? []).Select(past => past.Run).Concat(state.OpenRuns.Values).OrderBy(run => run.Id);

    private static bool IsUntouched(OutletRecord outlet, RunRecord run, RunTarget target)
    {
        var intent = outlet.Intents[run.Fills];
        return target.PutBack is null ? intent?.Run == run.Id
            : target.IsPassing ? intent is null || intent.Run == run.Id
            : intent == target.PutBack[run.Fills];
    }

    private static IntentSlots Restored(IntentSlots slots, Layer layer, IntentSlots before, Instant now)
    {
        var restored = slots.With(layer, before[layer]);
        if (layer == Layer.Schedule && restored.Manual is null)
        {
            // The schedule had ended what was wanted by hand.
            restored = restored.With(Layer.Manual, before.Manual);
        }

        if (layer == Layer.Manual && restored is { Manual: { Holding: Holding.UntilNextOccurrence } manual, Schedule: { } schedule }
            && schedule.Since > manual.Since && schedule != before.Schedule)
        {
            // An occurrence that came since has ended it.
            restored = restored.With(Layer.Manual, null);
        }

        // What a safety rule forced before the run, or has since, was no word that the run could take back.
        restored = restored with { Safety = slots.Safety ?? before.Safety };

        // What would be over by now ends the way it would have ended.
        return new[] { Layer.Schedule, Layer.Manual }.Aggregate(restored, (current, each) =>
            current[each]?.Until is { } until && until <= now ? current.AfterEndOf(each, until) : current);
    }

    private static string Reason(OutletRecord? outlet, RunRecord run, RunTarget target) =>
        outlet is null ? "it is no longer in the house"
        : target.Before is null ? "what was wanted of it before is not recorded"
        : outlet.Intents[run.Fills] is not { } intent ? "what the run wanted of it was taken back since"
        : intent.Origin == Origin.Press ? "somebody pressed its button since"
        : $"{intent.Origin} changed it since";
}
