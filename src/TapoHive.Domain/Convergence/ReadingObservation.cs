using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>What a reading makes of a plug's state: proof, presses, protections, and when to look or write again.</summary>
internal static class ReadingObservation
{
    private static readonly Duration FightWindow = Duration.FromMinutes(1);

    /// <param name="state">What was known.</param>
    /// <param name="reading">What the plug says.</param>
    /// <param name="answered">The command that was acknowledged just before, if the reading follows one.</param>
    /// <param name="refusals">What the plug refused of it.</param>
    /// <param name="policy">The times to live by.</param>
    /// <param name="now">Now.</param>
    /// <param name="energy">What its meters told along with it.</param>
    public static PlugState Observe(
        PlugState state,
        PlugReading reading,
        PlugEffect.Send? answered,
        ImmutableArray<SlotRefusal> refusals,
        PlugPolicy policy,
        Instant now,
        ImmutableArray<EnergyReading> energy = default)
    {
        var outlets = state.Outlets;
        var changed = false;
        var presses = ImmutableArray.CreateBuilder<Press>();
        foreach (var seen in reading.Outlets)
        {
            // An outlet that nobody assigned yet (a strip showing itself for the first time) is reported, never switched.
            var before = outlets.GetValueOrDefault(seen.Slot) ?? new OutletConvergence(seen.Slot);
            var refusal = Refusal(refusals, seen.Slot);
            var answer = !IsCommanded(answered, seen.Slot) ? CommandAnswer.None : refusal is null ? CommandAnswer.Accepted : CommandAnswer.Refused;
            var fired = ChangeExplanation.OwnCountdownFired(before, seen, state.ReadAt, now);
            var resolution = Resolve(before, seen.State, answer, fired, policy, now);
            var cause = ChangeExplanation.Of(before, seen, resolution.Landing, state.ReadAt, now);
            var ends = EndObservation.Observe(before, seen, cause, state.ReadAt, now);
            var after = Outlet(before, seen, resolution, ends, cause, refusal, state.Assignment!.Press, policy, now, presses);
            changed |= before.Reported != after.Reported;
            outlets = outlets.SetItem(seen.Slot, after);
        }

        var next = PlugObservation.Answered(state, now) with
        {
            Model = reading.Model,
            Firmware = reading.Firmware,
            Alias = reading.Alias,
            Signal = reading.SignalStrength,
            ReadAt = now,
            ChangedAt = changed ? now : state.ChangedAt,
            Meters = MeteringPlan.Looked(state.Meters, energy, changed, now),
            Outlets = Missing(outlets, reading, answered, refusals, now),
            Presses = Bounded(state.Presses.AddRange(presses)),
        };
        return next with { NextReadAt = PollPlan.NextRead(next, policy, now) };
    }

    /// <summary>Commands that never reached the plug cannot land late, and are no attempts: they go out as soon as the plug may be asked again.</summary>
    public static PlugState Undelivered(PlugState state, PlugEffect.Send send, Instant now) => state with
    {
        Outlets = send.Commands.Aggregate(state.Outlets, (outlets, command) =>
            // The house may have taken the outlet away while the command was under way.
            outlets.TryGetValue(command.Slot, out var outlet) && !outlet.Unresolved.IsEmpty
                ? outlets.SetItem(command.Slot, outlet with
                {
                    Unresolved = outlet.Unresolved.RemoveAt(outlet.Unresolved.Length - 1),
                    Attempts = Math.Max(0, outlet.Attempts - 1),
                    NextWriteAt = Instant.Min(outlet.NextWriteAt, now),
                })
                : outlets),
    };

    /// <summary>
    /// A command lands once. The one just acknowledged is settled when its state is read; of those whose answer never came, a
    /// change of state settles the oldest that asked for it. The others may still land until they are too old.
    /// </summary>
    private static Resolution Resolve(OutletConvergence outlet, PowerState seen, CommandAnswer answer, bool fired, PlugPolicy policy, Instant now)
    {
        var open = outlet.Unresolved;
        var newest = answer != CommandAnswer.None && !open.IsEmpty && open[^1].Wanted == seen;
        if (newest)
        {
            open = open.RemoveAt(open.Length - 1);
        }

        if (!open.IsEmpty)
        {
            // Sent in the future: the clock was set back, and the minute begins anew.
            open = [.. open.Where(write => now - write.SentAt <= policy.MayLandLateFor).Select(write => write.SentAt > now ? write with { SentAt = now } : write)];
        }

        // What a countdown explains leaves a command that may still land.
        var late = !newest && !fired && outlet.Reported is { } was && was != seen ? open.FirstOrDefault(write => write.Wanted == seen) : null;
        return new Resolution(
            late is null ? open : open.Remove(late),
            outlet.Acknowledged + (answer == CommandAnswer.Accepted ? 1 : 0),
            newest ? Landing.Answered : late is not null ? Landing.Late : Landing.None);
    }

    private static OutletConvergence Outlet(
        OutletConvergence before,
        OutletReading seen,
        Resolution resolution,
        EndObservation.Ends ends,
        ChangeCause? cause,
        Failure? refusal,
        PressPolicy press,
        PlugPolicy policy,
        Instant now,
        ImmutableArray<Press>.Builder presses)
    {
        var next = before with
        {
            Unresolved = resolution.Unresolved,
            Acknowledged = resolution.Acknowledged,
            OnSince = ends.OnSince,
            Over = ends.Over,
            Timer = ends.Timer,
            Alias = seen.Alias,
            Reported = seen.State,
            Cause = cause ?? before.Cause,
            Continuity = Continuity.Unbroken,
            Protection = seen.Protection,
            MissingSince = null,
        };
        var wanted = next.Wanted(now);
        var tripped = seen.Protection != Protection.None && seen.State == PowerState.Off;
        var pressed = cause is ChangeCause.Press or ChangeCause.ForeignCountdown or ChangeCause.AutoOff
            && before.Continuity == Continuity.Unbroken
            && before.Reported is not null
            && (seen.State != wanted || before.HeldAtRevision is not null);

        // It had converged and differs again: whatever the cause, the count of attempts begins anew.
        if (before.Desired is { } desired && before.ProvenRevision == desired.Revision && seen.State != wanted)
        {
            next = next with { Attempts = 0, Acknowledged = 0 };
        }

        if (pressed)
        {
            // Also back to what is wanted, where an earlier press may be on its way to the house: the last one counts.
            presses.Add(new Press(seen.Slot, seen.State, now, OriginOf(cause)));
            next = press == PressPolicy.Follow ? next with { HeldAtRevision = next.Desired?.Revision, HeldFor = HoldReason.Press }
                : seen.State != wanted ? DrivenBack(next, policy, now)
                : next;
        }

        if (wanted is null)
        {
            return next with { Problem = null };
        }

        if (seen.State == wanted)
        {
            return Proven(next, now);
        }

        // A command that came after the trip was known is tried, also when this reading was asked for before it.
        var knowingly = before.Protection != Protection.None && next is { HeldAtRevision: null, Attempts: 0 };
        if (tripped && !knowingly)
        {
            return next with
            {
                HeldAtRevision = next.Desired?.Revision ?? 0,
                HeldFor = HoldReason.Protection,
                Problem = Same(next.Problem, FailureKind.Unsupported, Tripped(seen.Protection), now),
            };
        }

        return next.HeldAtRevision is null ? Differing(next, refusal, now) : next;
    }

    private static OutletConvergence Proven(OutletConvergence outlet, Instant now)
    {
        // An end that the plug's own countdown can carry out has to be armed there first.
        var released = outlet.HeldAtRevision is null ? outlet : outlet with { HeldAtRevision = null };
        var current = outlet.Desired is { } desired && outlet.AskedRevision == desired.Revision && !outlet.IsOver(now) && TimerPlan.Of(released, now) is null;
        return released with
        {
            ProvenRevision = current ? outlet.Desired!.Revision : outlet.ProvenRevision,
            ProvenAt = current && outlet.ProvenRevision != outlet.Desired!.Revision ? now : outlet.ProvenAt,
            Problem = outlet.DrivenBack.Length > 0 && now - outlet.DrivenBack[^1] <= FightWindow ? outlet.Problem : null,
        };
    }

    private static OutletConvergence Differing(OutletConvergence outlet, Failure? refusal, Instant now)
    {
        // Not yet sent for this revision: nothing to complain of.
        if (outlet.Attempts == 0)
        {
            return outlet;
        }

        var problem = refusal is not null ? Same(outlet.Problem, refusal.Kind, refusal.Message, now)
            : outlet.Attempts >= 2 ? Same(
                outlet.Problem,
                FailureKind.Transient,
                $"It was told to switch and, read back, did not ({outlet.Attempts} attempts so far). Switch it once at its button; if that fails too, the relay is worn out.",
                now)
            : outlet.Problem;
        return outlet with { Problem = problem };
    }

    private static OutletConvergence DrivenBack(OutletConvergence outlet, PlugPolicy policy, Instant now)
    {
        var within = outlet.DrivenBack.RemoveAll(at => now - at > FightWindow || at > now);
        return within.Length < policy.DriveBackLimit
            ? outlet with { DrivenBack = within.Add(now), NextWriteAt = now }
            : outlet with
            {
                // Taking it up again in a minute is a driving back too.
                DrivenBack = within.Add(now + FightWindow),
                FightSeenAt = now,
                NextWriteAt = now + FightWindow,
                Problem = Same(
                    outlet.Problem,
                    FailureKind.Transient,
                    $"Somebody or something keeps switching it against the house ({policy.DriveBackLimit} times in a minute). It is let be for a minute; 'press = follow' would follow instead.",
                    now),
            };
    }

    // An outlet the house knows and the plug did not show: named wrongly, or late to appear on a strip that has just started.
    private static OutletMap<OutletConvergence> Missing(
        OutletMap<OutletConvergence> outlets,
        PlugReading reading,
        PlugEffect.Send? answered,
        ImmutableArray<SlotRefusal> refusals,
        Instant now) => outlets.Each(outlet => Shows(reading, outlet.Slot) ? outlet : outlet with
        {
            Reported = null,
            Acknowledged = outlet.Acknowledged + (IsCommanded(answered, outlet.Slot) && Refusal(refusals, outlet.Slot) is null ? 1 : 0),
            Continuity = Continuity.Broken,
            MissingSince = outlet.MissingSince is { } since && since <= now ? since : now,

            // The one relay of a plug that turns out to be a strip: the house is about to learn its outlets.
            Problem = outlet.Slot == OutletSlot.Whole ? outlet.Problem : Same(
                outlet.Problem,
                FailureKind.Unsupported,
                $"The plug shows no outlet {outlet.Slot}; it has {string.Join(", ", reading.Outlets.Select(static shown => shown.Slot).Distinct().Order())}. Correct 'outlets' in the house file if this lasts.",
                now),
        });

    private static bool Shows(PlugReading reading, OutletSlot slot)
    {
        foreach (var outlet in reading.Outlets)
        {
            if (outlet.Slot == slot)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCommanded(PlugEffect.Send? send, OutletSlot slot) => send is not null && PlugObservation.Commanded(send.Commands, slot) is not null;

    private static Failure? Refusal(ImmutableArray<SlotRefusal> refusals, OutletSlot slot)
    {
        foreach (var refusal in refusals)
        {
            if (refusal.Slot == slot)
            {
                return refusal.Failure;
            }
        }

        return null;
    }

    private static ImmutableArray<Press> Bounded(ImmutableArray<Press> presses) => presses.Length <= 32 ? presses : presses[^32..];

    private static Origin? OriginOf(ChangeCause? cause) => cause switch
    {
        ChangeCause.ForeignCountdown => Origin.ForeignCountdown,
        ChangeCause.AutoOff => Origin.AutoOff,
        _ => null,
    };

    private static PlugProblem Same(PlugProblem? known, FailureKind kind, string message, Instant now) =>
        known is not null && known.Kind == kind ? known with { Message = message } : new PlugProblem(kind, message, now);

    /// <summary>What a reading settles of an outlet's commands.</summary>
    /// <param name="Unresolved">Those that may still land.</param>
    /// <param name="Acknowledged">How many the plug said it had carried out.</param>
    /// <param name="Landing">Whether one of them landed just now.</param>
    private readonly record struct Resolution(ImmutableArray<UnresolvedWrite> Unresolved, int Acknowledged, Landing Landing);

    internal static string Tripped(Protection protection) => protection switch
    {
        Protection.Overheated => "The plug switched itself off because it is too hot. Let it cool; it is switched on again only by a new command.",
        Protection.Overcurrent => "The plug switched itself off because too much current flowed. Check what is plugged in; it is switched on again only by a new command.",
        Protection.Overloaded => "The plug switched itself off at its power limit. Check what is plugged in; it is switched on again only by a new command.",
        _ => "The plug had switched itself off to protect itself. Check what is plugged in; it is switched on again only by a new command.",
    };
}
