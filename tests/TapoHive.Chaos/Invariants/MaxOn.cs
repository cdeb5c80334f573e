using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Invariants;

/// <summary>An outlet that has been on for as long as its file allows is switched off, by its plug's actor even before its house has recorded that.</summary>
internal static class MaxOn
{
    // Plugs tell how long they have been on in whole seconds, and one that was off for a moment in between counts as on all the time.
    private static readonly Duration Tolerance = ArmedTimer.Tolerance + Duration.FromSeconds(1);

    public static IEnumerable<string> Exceeded(History history)
    {
        var devices = Outlets.Devices(history);
        var state = history.Journal.Aggregate(HouseState.Empty, HouseEvolution.Evolve);
        foreach (var standing in history.Standings.Where(static standing => standing.Truth == PowerState.On))
        {
            var key = state.OutletsByName[standing.Name];
            var since = history.Movements.LastOrDefault(moved => moved.Slot == key.Slot && devices.GetValueOrDefault(moved.Device) == key.Plug && moved.To == PowerState.On)?.At;
            if (since is { } on && Listed(state.Definition!, key.Plug, key.Slot) is { } limit && history.End - on > limit + history.Punctuality + Tolerance)
            {
                yield return $"{standing.Name} may be on for {limit} and has been since {on}.";
            }
        }
    }

    /// <summary>Whether a movement was the end of <c>max-on</c>.</summary>
    public static bool IsReason(History history, PlugId plug, OutletSlot slot, Movement movement, IReadOnlyList<Movement> movements)
    {
        var at = movement.SentAt ?? movement.At;
        if (movement.To == PowerState.On || movements.LastOrDefault(earlier => earlier.At <= at && earlier.To == PowerState.On) is not { } last)
        {
            return false;
        }

        // A power cut between two looks may go by unseen: what the house knows to be on since before it has been on for that long.
        var known = history.Journal.OfType<StatesObserved>().SelectMany(static observed => observed.States)
            .LastOrDefault(observed => observed.Plug == plug && observed.Slot == slot && observed.At <= at) is { State: PowerState.On } seen ? Instant.Min(seen.OnSince ?? seen.At, last.At) : last.At;
        return history.Journal.OfType<HouseApplied>().Where(applied => applied.At <= at).Any(applied => Listed(applied.Definition, plug, slot) is { } limit && at - known >= limit - Tolerance);
    }

    private static Duration? Listed(HouseDefinition file, PlugId plug, OutletSlot slot) => file.Plugs.FirstOrDefault(listed => listed.Mac?.ToString() == plug.Value) is { } listed
        ? listed.Outlets.FirstOrDefault(outlet => outlet.Slot == slot)?.MaxOn ?? listed.MaxOn
        : null;
}
