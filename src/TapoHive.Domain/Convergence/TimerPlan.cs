using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Convergence;

/// <summary>What should be done with an outlet's countdown so that its next end is carried out even without the hive (DESIGN 4, rule 7).
/// Pure; nothing to do means that it is in step.</summary>
public static class TimerPlan
{
    /// <summary>A countdown about to fire is not worth taking away.</summary>
    private static readonly Duration NearlyOver = Duration.FromSeconds(2);

    private static readonly Duration Shortest = Duration.FromSeconds(1);
    private static readonly Duration Longest = Duration.FromSeconds(86_400);

    /// <summary>What is due, but for its pause.</summary>
    public static TimerCommand? Of(OutletConvergence outlet, Instant now)
    {
        var timer = outlet.Timer;
        var end = outlet.NextEnd(now);
        var rests = outlet.HeldAtRevision is not null && !(outlet.IsPressed && end is { Cause: EndCause.MaxOn });
        if (timer.Support == TimerSupport.Lacks || rests || outlet.Reported is null || outlet.Differs(now))
        {
            return null;
        }

        if (timer.Known is not { } known)
        {
            return IsArmable(end, now) || timer.Remembered?.At(now) is not null ? new TimerCommand.Look(outlet.Slot) : null;
        }

        if (end is not null && known.Armed is { } armed && (armed.IsLike(end.At, end.Then) || IsRespected(known, end)))
        {
            return null;
        }

        return IsArmable(end, now) ? new TimerCommand.Arm(outlet.Slot, Delay(end!.At, now), end.Then)
            : IsInTheWay(outlet, known, now) ? new TimerCommand.Clear(outlet.Slot)
            : null;
    }

    /// <summary>Whose a countdown is that was found armed.</summary>
    public static TimerOwner OwnerOf(OutletConvergence outlet, ArmedTimer found, Instant now) =>
        outlet.Timer.Remembered?.IsLike(found.EndsAt, found.Then) == true || (outlet.NextEnd(now) is { } end && found.IsLike(end.At, end.Then))
            ? TimerOwner.Hive
            : TimerOwner.Person;

    // A plug has one countdown. A person's that switches off sooner does all that ours would; any other makes room.
    private static bool IsRespected(KnownTimer known, OutletEnd end) =>
        known is { Owner: TimerOwner.Person, Armed: { Then: PowerState.Off } armed } && end.Then == PowerState.Off && armed.EndsAt <= end.At;

    private static bool IsInTheWay(OutletConvergence outlet, KnownTimer known, Instant now) =>
        known is { Owner: TimerOwner.Hive, Armed: { } armed } && armed.EndsAt > now
        && (armed.Then != outlet.Wanted(now) || armed.EndsAt - now > NearlyOver);

    private static bool IsArmable(OutletEnd? end, Instant now) => end is not null && end.At - now >= Shortest && end.At - now <= Longest;

    // Rounded up: the plug must not be earlier than the hive, which would take its own end for something else.
    private static Duration Delay(Instant at, Instant now) => Duration.FromSeconds(Math.Min(Math.Ceiling((at - now).TotalSeconds), Longest.TotalSeconds));
}
