using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>When rules, updates and the clock of a plug are looked at: some time after connecting and some hours apart, one part at a
/// time, and never while anything is wanted. Nothing of it asks the cloud.</summary>
internal static class InspectionPlan
{
    private static readonly Duration BetweenParts = Duration.FromSeconds(1);

    /// <summary>The part that is due; nothing where none is.</summary>
    public static InspectionPart? Due(PlugState state, Instant now)
    {
        if (state.Inspection is not { } inspection || now < inspection.NextAt || state.Outlets.Values.Any(outlet => outlet.Differs(now) || outlet.WantsProof(now)))
        {
            return null;
        }

        return inspection.Done == 0
            ? new InspectionPart.Settings(state.Assignment?.Updates ?? FirmwareUpdates.Left)
            : state.Outlets.Values.Where(outlet => outlet.Reported is not null).Skip(inspection.Done - 1).Select(outlet => new InspectionPart.Rules(outlet.Slot)).FirstOrDefault();
    }

    /// <summary>The first round, where none was planned yet.</summary>
    public static Inspection? Begun(PlugState state, PlugPolicy policy, Instant now) =>
        state.Inspection ?? (policy.InspectAfter is { } after ? new Inspection(now + PlugPolicy.Spread(after, PlugObservation.Seed(state))) : null);

    /// <summary>After one more part.</summary>
    public static PlugState Advanced(PlugState state, PlugPolicy policy, Instant now)
    {
        if (state.Inspection is not { } inspection)
        {
            return state;
        }

        var isLast = inspection.Done >= state.Outlets.Values.Count(outlet => outlet.Reported is not null);
        return state with
        {
            Inspection = inspection with
            {
                Done = isLast ? 0 : inspection.Done + 1,
                NextAt = isLast ? now + PlugPolicy.Vary(policy.InspectEvery, PlugObservation.Seed(state), now.ToUnixTimeMilliseconds()) : now + BetweenParts,
            },
        };
    }

    /// <summary>After a part that failed: later, from where it stopped.</summary>
    public static PlugState Postponed(PlugState state, PlugPolicy policy, Instant now) =>
        state.Inspection is { } inspection ? state with { Inspection = inspection with { NextAt = now + policy.InspectAgainAfter } } : state;

    /// <summary>What was seen of the plug as a whole.</summary>
    public static PlugState Observed(PlugState state, PlugSettings settings, PlugPolicy policy, Instant now) =>
        Advanced(PlugObservation.Answered(state, now) with { Inspection = state.Inspection is { } inspection ? inspection with { Settings = settings } : null }, policy, now);

    /// <summary>What was seen of an outlet.</summary>
    public static PlugState Observed(PlugState state, PlugFact.RulesObserved fact, PlugPolicy policy, Instant now)
    {
        var answered = PlugObservation.Answered(state, now);
        if (answered.Outlets.TryGetValue(fact.Slot, out var outlet))
        {
            var known = fact.Rules.Countdown is { } countdown
                ? TimerObservation.Seen(outlet, new Outlets.TimerCommand.Look(fact.Slot), new TimerSeen(fact.Slot, fact.At, countdown, null), now)
                : outlet;
            answered = answered with { Outlets = answered.Outlets.SetItem(fact.Slot, known with { Rules = fact.Rules, RulesZone = answered.Inspection?.Settings?.Clock?.Zone ?? DateTimeZone.Utc }) };
        }

        return Advanced(answered, policy, now);
    }
}
