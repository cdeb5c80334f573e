using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>What commands to countdowns, and a clock that was set, make of a plug's outlets.</summary>
internal static class TimerObservation
{
    public static PlugState Began(PlugState state, PlugEffect.SetTimers timers, PlugPolicy policy, Instant now) => state with
    {
        Outlets = timers.Commands.Where(command => command is not TimerCommand.Look).Aggregate(state.Outlets, (outlets, command) =>
        {
            var outlet = outlets[command.Slot];
            var attempts = outlet.Timer.Attempts + 1;
            return outlets.SetItem(command.Slot, outlet with
            {
                Timer = outlet.Timer with { Attempts = attempts, NextTryAt = now + policy.PauseAfterWrites(attempts) },
            });
        }),
    };

    public static PlugState Observe(PlugState state, PlugFact.TimersObserved fact, PlugPolicy policy, Instant now)
    {
        var commands = (state.UnderWay as PlugEffect.SetTimers)?.Commands ?? [];
        var outlets = state.Outlets;
        foreach (var seen in fact.Timers)
        {
            if (outlets.TryGetValue(seen.Slot, out var outlet))
            {
                var command = commands.FirstOrDefault(command => command.Slot == seen.Slot);
                outlets = outlets.SetItem(seen.Slot, Seen(outlet, command, seen, now));
            }
        }

        return ReadingObservation.Observe(state with { Outlets = outlets }, fact.Reading, null, [], policy, now);
    }

    /// <summary>The same outlet by a clock that was set.</summary>
    public static OutletConvergence Shifted(OutletConvergence outlet, Duration by) => outlet with
    {
        ClockShift = outlet.ClockShift + by,
        OnSince = outlet.OnSince + by,
        Timer = outlet.Timer with
        {
            Known = outlet.Timer.Known is { Armed: { } armed } known ? known with { Armed = armed with { EndsAt = armed.EndsAt + by } } : outlet.Timer.Known,
            Remembered = outlet.Timer.Remembered is { } remembered ? remembered with { EndsAt = remembered.EndsAt + by } : null,
        },
    };

    internal static OutletConvergence Seen(OutletConvergence outlet, TimerCommand? command, TimerSeen seen, Instant now)
    {
        var timer = outlet.Timer;
        if (seen.Countdown is not { } countdown)
        {
            return outlet with { Timer = timer with { Support = TimerSupport.Lacks, Known = new KnownTimer(null, TimerOwner.Hive), Remembered = null } };
        }

        var found = countdown as Countdown.Armed;
        var done = command switch
        {
            TimerCommand.Arm arm => found is not null && found.Then == arm.Then && found.Delay == arm.Delay,
            TimerCommand.Clear => found is null,
            _ => true,
        };
        var armed = found is null ? null : new ArmedTimer(seen.At + found.Remaining, found.Then);
        var owner = armed is null || command is TimerCommand.Clear || (done && command is TimerCommand.Arm) ? TimerOwner.Hive : TimerPlan.OwnerOf(outlet, armed, now);
        var after = outlet with
        {
            Timer = timer with
            {
                Known = new KnownTimer(armed, owner),
                Remembered = null,

                // It says yes and does not do it: the hive carries out the end alone.
                Support = !done && timer.Attempts >= OutletTimer.MostAttempts ? TimerSupport.Lacks : TimerSupport.Has,
            },
        };
        return TimerPlan.Of(after, now) is null ? after with { Timer = after.Timer with { Attempts = 0, NextTryAt = now } } : after;
    }
}
