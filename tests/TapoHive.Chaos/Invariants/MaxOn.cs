using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Invariants;

/// <summary>An outlet that has been on for as long as its file allows is switched off by its plug's actor before its house has recorded that.</summary>
internal static class MaxOn
{
    // Plugs tell how long they have been on in whole seconds.
    private static readonly Duration Tolerance = Duration.FromSeconds(2);

    public static bool IsReason(History history, PlugId plug, OutletSlot slot, Movement movement, IReadOnlyList<Movement> movements)
    {
        var at = movement.SentAt ?? movement.At;
        return movement.To == PowerState.Off
            && movements.LastOrDefault(earlier => earlier.At <= at && earlier.To == PowerState.On) is { } since
            && Limits(history, plug, slot, at).Any(limit => at - since.At >= limit - Tolerance);
    }

    private static IEnumerable<Duration> Limits(History history, PlugId plug, OutletSlot slot, Instant at) =>
        from applied in history.Journal.OfType<HouseApplied>()
        where applied.At <= at
        from listed in applied.Definition.Plugs
        where listed.Mac?.ToString() == plug.Value
        let limit = listed.Outlets.FirstOrDefault(outlet => outlet.Slot == slot)?.MaxOn ?? listed.MaxOn
        where limit is not null
        select limit.Value;
}
