using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Convergence;

/// <summary>What a house's word makes of an outlet.</summary>
internal static class OutletAssigning
{
    /// <summary>An outlet of which this actor knows nothing yet: what the house remembers stands in for what was seen before.</summary>
    public static OutletConvergence Begun(OutletAssignment wanted, Instant now)
    {
        var memory = wanted.Memory ?? new OutletMemory();
        var revision = wanted.Desired?.Revision ?? 0;
        var held = memory.TrippedAt == revision && wanted.Desired?.Wanted == PowerState.On;
        return new OutletConvergence(wanted.Slot)
        {
            Desired = wanted.Desired,
            AskedAt = wanted.AskedAt,
            OnSince = memory.OnSince,
            Timer = OutletTimer.Unknown with { Remembered = memory.Armed },
            Unresolved = memory is { Formerly: { } former, FormerlyAt: { } at } && at <= now ? [new UnresolvedWrite(former, at)] : [],
            HeldAtRevision = held ? revision : null,
            HeldFor = HoldReason.Protection,
            Problem = held ? new PlugProblem(FailureKind.Unsupported, ReadingObservation.Tripped(Readings.Protection.None), now) : null,
        };
    }

    /// <summary>The same with what is wanted now, where that is news.</summary>
    public static OutletConvergence Assigned(OutletConvergence outlet, OutletAssignment wanted, Instant now)
    {
        var isNews = wanted.Desired is { } desired ? desired.Revision > (outlet.Desired?.Revision ?? 0) : outlet.Desired is not null;
        if (!isNews)
        {
            return outlet;
        }

        // That another intent ended is no word of a person's: a protection that tripped stays as it is.
        var tripped = outlet is { HeldAtRevision: not null, HeldFor: HoldReason.Protection } && wanted.Desired is { By: DesiredBy.End, Wanted: PowerState.On };
        return outlet with
        {
            Desired = wanted.Desired,
            AskedAt = wanted.AskedAt,
            Over = null,
            ClockShift = Duration.Zero,
            HeldAtRevision = tripped ? wanted.Desired!.Revision : null,
            Attempts = 0,
            Acknowledged = 0,
            NextWriteAt = Instant.Min(outlet.NextWriteAt, now),
            Timer = outlet.Timer.Attempts == 0 && outlet.Timer.NextTryAt <= now ? outlet.Timer : outlet.Timer with { Attempts = 0, NextTryAt = Instant.Min(outlet.Timer.NextTryAt, now) },
            Problem = tripped ? outlet.Problem : null,
        };
    }
}
