using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>What made an outlet change between two readings: only what nothing else explains is a press (DESIGN 4, rule 3).</summary>
internal static class ChangeExplanation
{
    /// <param name="before">The outlet before the reading.</param>
    /// <param name="seen">What was read.</param>
    /// <param name="landing">Whether a command of ours explains it.</param>
    /// <param name="since">When the outlet was read before, if ever.</param>
    /// <param name="now">Now.</param>
    /// <returns>The cause; nothing where the outlet did not change.</returns>
    public static ChangeCause? Of(OutletConvergence before, OutletReading seen, Landing landing, Instant? since, Instant now)
    {
        if (before.Reported == seen.State)
        {
            return null;
        }

        return landing == Landing.Answered ? ChangeCause.Command
            : seen is { State: PowerState.Off, Protection: not Protection.None } ? ChangeCause.Protection
            : HasFired(before.Timer.Ours, seen, since, now) ? ChangeCause.Countdown
            : landing == Landing.Late ? ChangeCause.LateCommand
            : HasFired(before.Timer.Known?.Armed, seen, since, now) ? ChangeCause.ForeignCountdown
            : HasRunOut(before, seen, since, now) ? ChangeCause.AutoOff
            : HasRule(before, seen, since, now) ? ChangeCause.StoredRule
            : before.Continuity == Continuity.Unbroken ? ChangeCause.Press
            : WasRestarted(before, seen, since, now) ? ChangeCause.Reboot
            : ChangeCause.Unwatched;
    }

    /// <summary>Whether an outlet that is on was off since it was last read, although it was on then too.</summary>
    public static bool WasInterrupted(OutletConvergence before, OutletReading seen, Instant? since, Instant now) =>
        before.Reported == PowerState.On && seen.State == PowerState.On
        && seen.OnTime is { } time && since is { } at && now - time > at + ArmedTimer.Tolerance;

    /// <summary>Whether the countdown that the hive had armed explains a change.</summary>
    public static bool OwnCountdownFired(OutletConvergence before, OutletReading seen, Instant? since, Instant now) =>
        before.Reported != seen.State && HasFired(before.Timer.Ours, seen, since, now);

    private static bool HasFired(ArmedTimer? timer, OutletReading seen, Instant? since, Instant now) =>
        timer is not null && timer.Then == seen.State
        && timer.EndsAt <= now + ArmedTimer.Tolerance
        && (since is not { } at || timer.EndsAt >= at - ArmedTimer.Tolerance);

    private static bool HasRunOut(OutletConvergence before, OutletReading seen, Instant? since, Instant now) =>
        before is { Rules.AutoOff: { } delay, OnSince: { } on } && HasFired(new ArmedTimer(on + delay, PowerState.Off), seen, since, now);

    private static bool HasRule(OutletConvergence before, OutletReading seen, Instant? since, Instant now) =>
        before.Rules is { } rules && since is { } at && rules.Schedules.Any(rule => rule.Then == seen.State && rule.MayFire(at, now, before.RulesZone));

    // A relay that closed while nobody was watching, right after the plug had been silent: its default state did that.
    private static bool WasRestarted(OutletConvergence before, OutletReading seen, Instant? since, Instant now) =>
        before.Reported is not null && seen.State == PowerState.On && seen.OnTime is { } time && since is { } at && now - time > at;
}
