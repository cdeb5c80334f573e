using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What readings and the end of <c>max-on</c> make of an outlet in its house's memory.</summary>
internal static class SafetyEvolution
{
    /// <summary>Every on-intent ends, whoever's it is; the safety layer keeps the outlet off until a later intent.</summary>
    public static OutletRecord Reached(OutletRecord outlet, Instant at, long revision)
    {
        var slots = outlet.Intents;
        foreach (var layer in new[] { Layer.Manual, Layer.Schedule })
        {
            slots = slots[layer]?.Wanted == PowerState.On ? slots.With(layer, null) : slots;
        }

        slots = slots.With(Layer.Safety, new Intent(PowerState.Off, Origin.MaxOn, at));
        return outlet
            .With(new Happening(at, "ended", PowerState.Off, Origin.MaxOn.Value))
            .WithEnd(slots, revision);
    }

    public static OutletRecord Observed(OutletRecord outlet, StateObserved seen)
    {
        // The same state once more: only the time it counts from is news.
        var told = outlet.Observed?.State == seen.State ? outlet : outlet.With(new Happening(seen.At, "observed", seen.State, seen.Cause));
        return told with
        {
            Observed = new ObservedState(seen.State, seen.At, seen.OnSince),
            TrippedRevision = seen.Cause == ChangeCause.Protection.Words() ? outlet.DesiredRevision : outlet.TrippedRevision,
        };
    }
}
