using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Histories;

/// <summary>
/// What a journal says was wanted of one outlet, moment by moment, worked out anew from the words of DESIGN and not with the house's own code: the
/// manual intent until its end, then what the file says, else the opposite.
/// </summary>
internal static class Wishes
{
    public static ImmutableArray<Wish> Of(History history, PlugId plug, OutletSlot slot)
    {
        var wishes = ImmutableArray.CreateBuilder<Wish>();
        var since = Instant.MinValue;
        PowerState? standing = null;
        (PowerState Wanted, Instant? Until)? manual = null;
        foreach (var happened in history.Journal)
        {
            var next = After(happened, plug, slot, manual);
            var fallback = happened is HouseApplied applied ? Base(applied, plug, slot) : standing;
            if (next == manual && fallback == standing)
            {
                continue;
            }

            Close(happened.At);
            (manual, standing, since) = (next, fallback, happened.At);
        }

        Close(Instant.MaxValue);
        return wishes.ToImmutable();

        void Close(Instant at)
        {
            if (manual is not { } intent)
            {
                wishes.Add(new Wish(since, at, standing));
                return;
            }

            var end = Instant.Min(intent.Until ?? Instant.MaxValue, at);
            wishes.Add(new Wish(since, Instant.Max(since, end), intent.Wanted));
            if (end < at)
            {
                wishes.Add(new Wish(Instant.Max(since, end), at, standing ?? intent.Wanted.Opposite()));
            }
        }
    }

    private static (PowerState Wanted, Instant? Until)? After(HouseEvent happened, PlugId plug, OutletSlot slot, (PowerState Wanted, Instant? Until)? manual) => happened switch
    {
        RunStarted run when run.Intents.LastOrDefault(intent => intent.Plug == plug && intent.Slot == slot) is { } intent => (intent.Wanted, run.Until),
        PressesFollowed followed when followed.Presses.LastOrDefault(press => press.Plug == plug && press.Slot == slot) is { } press => (press.State, null),
        IntentsReleased released when released.Outlets.Contains(new OutletKey(plug, slot)) => null,
        _ => manual,
    };

    private static PowerState? Base(HouseApplied applied, PlugId plug, OutletSlot slot) =>
        applied.Definition.Plugs.FirstOrDefault(listed => listed.Mac?.ToString() == plug.Value) is not { } listed ? null
        : listed.Outlets.FirstOrDefault(outlet => outlet.Slot == slot)?.Base ?? listed.Base;
}
