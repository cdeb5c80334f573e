using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What a report says of ends: of limits in time that the plug's actor has carried out, of <c>max-on</c>, of countdowns.</summary>
internal static class SafetyDecision
{
    /// <summary>Limits in time that are over for the plug although the house's clock does not say so: it was set back.</summary>
    public static IntentsEnded? Ends(PlugRecord plug, PlugReport report, Instant now)
    {
        if (!HasOver(report))
        {
            return null;
        }

        var ended = Over(plug, report, EndCause.Until)
            .Where(outlet => outlet.Intents.Top?.Until is not null)
            .Select(outlet => new EndedIntent(plug.Id, outlet.Slot, outlet.Intents.Deciding!.Value))
            .ToImmutableArray();
        return ended.IsEmpty ? null : new IntentsEnded(now, ended);
    }

    /// <summary>Outlets that had been on for as long as they may be.</summary>
    public static MaxOnReached? MaxOn(PlugRecord plug, PlugReport report, Instant now)
    {
        if (!HasOver(report))
        {
            return null;
        }

        var reached = Over(plug, report, EndCause.MaxOn)
            .Where(outlet => outlet.Intents.Safety is null)
            .Select(outlet => new ReachedMaxOn(plug.Id, outlet.Slot))
            .ToImmutableArray();
        return reached.IsEmpty ? null : new MaxOnReached(now, reached);
    }

    /// <summary>Countdowns that were armed or removed since this was last recorded; one that has fired needs no word.</summary>
    public static TimersArmed? Timers(PlugRecord plug, PlugReport report, Instant now)
    {
        ImmutableArray<TimerArmed> news = [];
        foreach (var seen in report.Outlets)
        {
            if (seen.State is not null && plug.Outlets.TryGetValue(seen.Slot, out var known) && !IsKnown(known.Armed?.At(now), seen.Armed?.At(now)))
            {
                news = news.Add(new TimerArmed(plug.Id, seen.Slot, seen.Armed?.At(now)));
            }
        }

        return news.IsEmpty ? null : new TimersArmed(now, news);
    }

    /// <summary>Since when an outlet with a limit has been on; nobody needs to remember it of the others.</summary>
    public static Instant? OnSince(OutletRecord known, OutletReport seen) => known.MaxOn is null || seen.State != PowerState.On ? null : seen.OnSince;

    /// <summary>Whether an outlet that is on, as before, was off in between, or only now got a limit: its time counts from another moment.</summary>
    public static bool CountsAnew(OutletRecord known, OutletReport seen) =>
        OnSince(known, seen) is { } since && known.Observed is { } observed
        && (observed.OnSince is not { } before || since - before > ArmedTimer.Tolerance || before - since > ArmedTimer.Tolerance);

    private static bool HasOver(PlugReport report)
    {
        foreach (var seen in report.Outlets)
        {
            if (seen.Over is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<OutletRecord> Over(PlugRecord plug, PlugReport report, EndCause cause) => report.Outlets
        .Where(seen => seen.Over == cause && plug.Outlets.TryGetValue(seen.Slot, out var outlet) && (outlet.Desired?.Revision ?? 0) == seen.Revision)
        .Select(seen => plug.Outlets[seen.Slot]);

    private static bool IsKnown(ArmedTimer? known, ArmedTimer? told) => known is null || told is null ? known is null && told is null : known.IsLike(told.EndsAt, told.Then);
}
