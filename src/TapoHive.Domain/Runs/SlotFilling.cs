using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;

namespace TapoHive.Domain.Runs;

/// <summary>How the intent of a run gets into an outlet's slots.</summary>
internal static class SlotFilling
{
    /// <summary>
    /// Fills the slot of a run's layer. A schedule ends what is wanted by hand, unless that is held or newer than the run itself.
    /// The revision becomes this event's also where the state stays, so that the run gets a proof of its own.
    /// </summary>
    public static OutletRecord Fill(OutletRecord outlet, RunRecord run, Intent intent, Precedence manual, long revision)
    {
        var slots = outlet.Intents.With(run.Fills, intent);
        if (run.Fills == Layer.Schedule && manual == Precedence.Older && slots.Manual is { Holding: Holding.UntilNextOccurrence })
        {
            slots = slots.With(Layer.Manual, null);
        }

        return slots.Deciding == run.Fills ? outlet with { Intents = slots, DesiredRevision = revision } : outlet.With(slots, revision);
    }

    /// <summary>Puts slots back. Where nobody wanted anything, the intent of the run itself brings the outlet where it was.</summary>
    public static OutletRecord PutBack(OutletRecord outlet, RunRecord run, RunTarget target, Instant at, long revision)
    {
        var slots = outlet.Intents.With(Layer.Manual, target.PutBack?.Manual).With(Layer.Schedule, target.PutBack?.Schedule) with { Safety = target.PutBack?.Safety };
        if (target.IsPassing)
        {
            slots = slots.With(Layer.Manual, new Intent(target.Wanted, run.Origin, at, Run: run.Id));
        }

        return outlet with { Intents = slots, DesiredRevision = revision };
    }
}
