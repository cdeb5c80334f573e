using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>What to do next, given all that is known: the whole strategy of a plug in one pure function.</summary>
public static class PlugDecision
{
    // A reading or a command that lies further ahead than any we plan means that the clock was set back: it is due.
    private static readonly Duration LongestWait = Duration.FromMinutes(2);

    /// <summary>The next effect. <see cref="PlugEffect.WaitUntil"/> and <see cref="PlugEffect.Nothing"/> end a round.</summary>
    public static PlugEffect Next(PlugState state, Instant now)
    {
        if (state.Assignment is not { } assignment || state.UnderWay is not null || (state.Quarantine == Quarantine.Quarantined && state.Probe == ProbeNeed.None))
        {
            return new PlugEffect.Nothing();
        }

        // Pauses can be as long as a plug asks for; the clock was set back if the last try lies in the future.
        if (now < state.NextTryAt && state.TriedAt is { } tried && tried <= now)
        {
            return new PlugEffect.WaitUntil(state.NextTryAt);
        }

        if (!Due(state.NextRequestAt, now))
        {
            return new PlugEffect.WaitUntil(state.NextRequestAt);
        }

        return state.Phase == SessionPhase.LoggedIn ? InSession(state, now) : OutOfSession(state, assignment, now);
    }

    private static PlugEffect OutOfSession(PlugState state, PlugAssignment assignment, Instant now)
    {
        // In quarantine only discovery is asked, whether it is this plug at all that refused.
        if (state.Address is not { } address || state.Offer is not { } offer || state.Probe == ProbeNeed.Due || IsForeign(state, now)
            || MayNotLogIn(state, offer))
        {
            return new PlugEffect.Probe(state.Address ?? assignment.Address);
        }

        return new PlugEffect.Connect(address, offer, state.Binding);
    }

    /// <summary>Whether another device answered where this plug was, so lately that it is not bothered again: each handshake may cost that
    /// one its session.</summary>
    internal static bool IsForeign(PlugState state, Instant now) =>
        state.Address == state.ForeignAddress && now < state.ForeignUntil && state.ForeignUntil - now <= PlugPolicy.LongestPauseAfterForeign;

    /// <summary>No login that spends an attempt is tried on another account's plug; KLAP finds a mismatch without spending one.</summary>
    internal static bool MayNotLogIn(PlugState state, TransportOffer offer) =>
        state.Ownership == Ownership.Others && state.Quarantine != Quarantine.Overruled && (offer.Transport is Transport.Aes or Transport.Tpap);

    private static PlugEffect InSession(PlugState state, Instant now)
    {
        if (now >= state.SessionEnds)
        {
            return new PlugEffect.Disconnect("its lifetime was nearly over");
        }

        ImmutableArray<OutletCommand> commands = [];
        ImmutableArray<TimerCommand> timers = [];
        var mayCommand = MayCommand(state);
        foreach (var outlet in mayCommand ? state.Outlets.Values : [])
        {
            if (outlet.Differs(now))
            {
                commands = Due(outlet.NextWriteAt, now) ? commands.Add(new OutletCommand(outlet.Slot, outlet.Wanted(now)!.Value)) : commands;
            }
            else if (Due(outlet.Timer.NextTryAt, now) && TimerPlan.Of(outlet, now) is { } timer)
            {
                timers = timers.Add(timer);
            }
        }

        if (!commands.IsEmpty)
        {
            return new PlugEffect.Send(commands);
        }

        if (!timers.IsEmpty)
        {
            return new PlugEffect.SetTimers(timers);
        }

        if (Due(state.NextReadAt, now))
        {
            return new PlugEffect.Read(MeteringPlan.ReadWith(state, now));
        }

        if (MeteringPlan.LooksForMeters(state, now))
        {
            return new PlugEffect.FindMeters();
        }

        if (MeteringPlan.Question(state, now) is { } question)
        {
            return new PlugEffect.ReadSeries(question);
        }

        if (InspectionPlan.Due(state, now) is { } part)
        {
            return new PlugEffect.Inspect(part);
        }

        var next = Duration.Min(state.NextReadAt - now, state.SessionEnds - now);
        if (state.Meters.LookAt is { } look && look > now)
        {
            next = Duration.Min(next, look - now);
        }

        if (state.Inspection is { } inspection && inspection.NextAt > now)
        {
            next = Duration.Min(next, inspection.NextAt - now);
        }

        foreach (var outlet in state.Outlets.Values)
        {
            if (mayCommand && outlet.Differs(now))
            {
                next = Duration.Min(next, outlet.NextWriteAt - now);
            }

            if (outlet.NextEnd(now) is { } end)
            {
                next = Duration.Min(next, end.At - now);
            }

            if (outlet.Timer.NextTryAt > now && TimerPlan.Of(outlet, now) is not null)
            {
                next = Duration.Min(next, outlet.Timer.NextTryAt - now);
            }
        }

        return new PlugEffect.WaitUntil(now + next);
    }

    /// <summary>Where only an address tells which device is meant, the house has to say first that it is none of its other plugs.</summary>
    private static bool MayCommand(PlugState state) => state.Assignment is not { Identity: { Mac: null, DeviceId: null } };

    private static bool Due(Instant when, Instant now) => now >= when || when - now > LongestWait;
}
