using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>What a reading says of ends: since when the outlet is on, whether that was too long, and whether its countdown has fired.</summary>
internal static class EndObservation
{
    public static Ends Observe(OutletConvergence before, OutletReading seen, ChangeCause? cause, Instant? since, Instant now)
    {
        var interrupted = ChangeExplanation.WasInterrupted(before, seen, since, now);
        var onSince = OnSince(before, seen, interrupted, now);
        var over = Stronger(before.Over, Ended(before, seen, cause, now));
        if (before.MaxOn is not null)
        {
            var after = before with { OnSince = onSince, Reported = seen.State, Over = over };
            over = Stronger(over, now >= after.Limit && after.Asked(now) != PowerState.Off ? EndCause.MaxOn : null);
        }

        return new Ends(onSince, over, Timer(before.Timer, interrupted || cause == ChangeCause.Reboot, now).Spent(now));
    }

    /// <summary>The same where a command is about to be sent: an end that it carries out has come.</summary>
    public static OutletConvergence Began(OutletConvergence outlet, Instant now) =>
        now >= outlet.Limit && outlet.Asked(now) != PowerState.Off ? outlet with { Over = EndCause.MaxOn }
        : now >= outlet.Until ? outlet with { Over = outlet.Over ?? EndCause.Until }
        : outlet;

    // What follows an intent's own end can be on, and too long on as well.
    private static EndCause? Stronger(EndCause? known, EndCause? news) => news == EndCause.MaxOn ? news : known ?? news;

    // What ended an intent while the outlet went off (or, for an "off for a while", on): it came in time, or a countdown was a moment early.
    private static EndCause? Ended(OutletConvergence before, OutletReading seen, ChangeCause? cause, Instant now)
    {
        var early = cause == ChangeCause.Countdown ? ArmedTimer.Tolerance : Duration.Zero;
        if (seen.State == PowerState.Off && before is { MaxOn: { } most, OnSince: { } since } && now + early >= since + most
            && before.Asked(since + most) != PowerState.Off && !(before.AskedAt > since + most))
        {
            return EndCause.MaxOn;
        }

        return before.Until is { } until && (now >= until || (now + early >= until && before.Desired!.AtEnd == seen.State)) ? EndCause.Until : null;
    }

    private static Instant? OnSince(OutletConvergence before, OutletReading seen, bool interrupted, Instant now)
    {
        if (seen.State == PowerState.Off)
        {
            return null;
        }

        // The plug's count moves by the second and with the way of the answer: what is as good as known stays as it is.
        var told = seen.OnTime is { } time ? now - time : (Instant?)null;
        return before.OnSince is { } known && before.Reported != PowerState.Off && !interrupted
            && (told is not { } at || (at - known <= ArmedTimer.Tolerance && known - at <= ArmedTimer.Tolerance))
            ? known
            : told ?? now;
    }

    private static OutletTimer Timer(OutletTimer timer, bool restarted, Instant now) => restarted
        ? timer with { Known = null, Remembered = timer.Ours?.At(now) }
        : timer;

    /// <summary>What it says.</summary>
    /// <param name="OnSince">Since when the outlet is on.</param>
    /// <param name="Over">What ended the desired state.</param>
    /// <param name="Timer">The outlet's countdown.</param>
    internal readonly record struct Ends(Instant? OnSince, EndCause? Over, OutletTimer Timer);

    private static OutletTimer Spent(this OutletTimer timer, Instant now) => timer is { Known: null or { Armed: null }, Remembered: null } ? timer : timer with
    {
        Known = timer.Known is { Armed: { } armed } known && armed.EndsAt <= now ? known with { Armed = null } : timer.Known,
        Remembered = timer.Remembered?.At(now),
    };
}
