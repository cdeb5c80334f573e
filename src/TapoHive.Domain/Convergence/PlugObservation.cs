using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>What each fact makes of a plug's state: every transition of the session's state machine and of convergence.</summary>
public static class PlugObservation
{
    private static readonly Duration RivalWindow = Duration.FromMinutes(1);
    private const int RivalLosses = 3;
    private static readonly Duration ShortestPause = Duration.FromSeconds(1);

    /// <summary>The state after one more fact.</summary>
    public static PlugState Observe(PlugState state, PlugFact fact, PlugPolicy policy, Instant now) => fact switch
    {
        PlugFact.Assigned e => Assigned(state, e.Assignment, now),
        PlugFact.Began e => Began(state, e.Effect, policy, now),
        PlugFact.KeysAgreed => state with { Phase = SessionPhase.Handshaken },
        PlugFact.Connected e => Connected(state, e, policy, now),
        PlugFact.Switched e => ReadingObservation.Observe(state, e.Reading, state.UnderWay as PlugEffect.Send, e.Refusals, policy, now),
        PlugFact.ReadingObserved e => ReadingObservation.Observe(state, e.Reading, null, [], policy, now, e.Energy),
        PlugFact.MetersFound e => MeteringPlan.Observed(state, e, now),
        PlugFact.SeriesAsked e => MeteringPlan.Asked(state, e.Question),
        PlugFact.SeriesRead e => Answered(state, now) with { Meters = MeteringPlan.Answered(state.Meters, e.Question) },
        PlugFact.TimersObserved e => TimerObservation.Observe(state, e, policy, now),
        PlugFact.SettingsObserved e => InspectionPlan.Observed(state, e.Settings, policy, now),
        PlugFact.RulesObserved e => InspectionPlan.Observed(state, e, policy, now),
        PlugFact.ClockStepped e => state with { NextRequestAt = Instant.MinValue, Outlets = state.Outlets.Each(outlet => TimerObservation.Shifted(outlet, e.By)) },
        PlugFact.Failed e => FailureObservation.Observe(state, e.Failure, policy, now),
        PlugFact.Disconnected e => Ended(state with { UnderWay = null }, e.Reason),
        PlugFact.SightingObserved e => SightingObservation.Observe(state, e.Sighting, now),
        PlugFact.TransportObserved e => state with { Address = e.Address, Offer = e.Offer.After(state.Offer) },
        PlugFact.ProbeEnded => Probed(state, policy, now),
        PlugFact.ReadingRequested => state with { NextReadAt = now, ReadingNeed = ReadingNeed.Fresh },
        PlugFact.CredentialProven => state.Quarantine == Quarantine.Quarantined ? state with { Quarantine = Quarantine.None, NextTryAt = now } : state,
        PlugFact.PressesRecorded { Count: 0 } => state,
        PlugFact.PressesRecorded e => state with { Presses = state.Presses.RemoveRange(0, Math.Min(e.Count, state.Presses.Length)) },
        _ => throw new InvalidOperationException($"Not a fact about a plug: {fact.GetType().Name}."),
    };

    /// <summary>The session is over: keys are gone, and what was read before it may have changed unseen.</summary>
    internal static PlugState Ended(PlugState state, string reason) => state with
    {
        Phase = SessionPhase.Expired,
        ExpiredBecause = reason,
        Outlets = state.Outlets.Each(static outlet => outlet with
        {
            Continuity = Continuity.Broken,
            Timer = outlet.Timer with { Known = null, Remembered = outlet.Timer.Ours },
        }),
    };

    /// <summary>Remembers one more lost session; several in a minute look like another client on the same plug.</summary>
    internal static PlugState WithLoss(PlugState state, Instant now)
    {
        var lost = state.SessionsLost.RemoveAll(at => now - at > RivalWindow || at > now).Add(now);
        return state with
        {
            SessionsLost = lost,

            // One that was recognised stays one while sessions go on being lost, however seldom we look.
            RivalSeenAt = lost.Length >= RivalLosses || PlugNotices.HasRival(state, now) ? now : state.RivalSeenAt,
        };
    }

    /// <summary>A number that differs between plugs and is the same at each start, for jitter.</summary>
    internal static int Seed(PlugState state)
    {
        if (state.Assignment is not { } assignment)
        {
            return 0;
        }

        var hash = 17;
        foreach (var c in assignment.Id.Value)
        {
            hash = unchecked((hash * 31) + c);
        }

        return hash;
    }

    private static PlugState Assigned(PlugState state, PlugAssignment assignment, Instant now)
    {
        if (state.Assignment is { } last && assignment.Revision < last.Revision)
        {
            return state;
        }

        if (assignment.Identity.Mac is { } meant && state.Identity.Mac is { } mine && meant != mine)
        {
            state = Succeeded(state);
        }

        var before = state.Assignment;
        var forced = before is not null && assignment.Forced > before.Forced;
        var accountChanged = before is not null && (before.Account != assignment.Account || before.AccountOwner != assignment.AccountOwner);
        var outlets = Outlets(state, assignment, now);
        var (wantsProof, news) = (false, false);
        foreach (var outlet in outlets.Values)
        {
            var wants = outlet.WantsProof(now);
            wantsProof |= wants;
            news |= wants && outlet.Desired!.Revision > (state.Outlets.GetValueOrDefault(outlet.Slot)?.Desired?.Revision ?? 0);
        }

        var next = state with
        {
            Assignment = assignment,
            Identity = new PlugIdentity(
                assignment.Identity.Mac ?? state.Identity.Mac,
                assignment.Identity.DeviceId ?? state.Identity.DeviceId,
                assignment.Identity.DiscoveryId ?? state.Identity.DiscoveryId),
            Address = before is not null && assignment.Address is { } told && told != before.Address ? told : state.Address ?? assignment.Address,
            Offer = state.Offer ?? assignment.Offer,
            Outlets = outlets,
            NextReadAt = wantsProof ? Instant.Min(state.NextReadAt, now) : state.NextReadAt,
            ChangedAt = news ? now : state.ChangedAt,
        };
        if (accountChanged)
        {
            var ended = next.Phase is SessionPhase.LoggedIn or SessionPhase.Handshaken ? Ended(next, "the account changed") with { UnderWay = null } : next;
            next = ended with { Ownership = Ownership.Unknown, Quarantine = Quarantine.None, RefusedAt = [], NextTryAt = now };
        }

        if (forced)
        {
            next = next with { Quarantine = Quarantine.Overruled, RefusedAt = [], NextTryAt = now, Failures = 0, ForeignAddress = null, Probe = ProbeNeed.Due };
        }

        // Somebody wants something new: a pause after failures is cut short, though never below a second between tries.
        if (news && next.NextTryAt > now && next.LastFailure?.Kind is not (FailureKind.Busy or FailureKind.CredentialsRejected or FailureKind.OtherOwner))
        {
            next = next with { NextTryAt = RecentlyTried(next, now) ? Instant.Min(next.NextTryAt, next.TriedAt!.Value + ShortestPause) : now };
        }

        return next;
    }

    // Another device: nothing that was learnt of the one before is true of it, and no session with that one goes on.
    private static PlugState Succeeded(PlugState before) => before.Phase == SessionPhase.Unpaired
        ? PlugState.Unassigned
        : PlugState.Unassigned with { Phase = SessionPhase.Expired, ExpiredBecause = "another device took its place" };

    private static OutletMap<OutletConvergence> Outlets(PlugState state, PlugAssignment assignment, Instant now)
    {
        var outlets = state.Outlets;
        foreach (var wanted in assignment.Outlets)
        {
            var outlet = outlets.GetValueOrDefault(wanted.Slot) ?? OutletAssigning.Begun(wanted, now);
            if (outlet.MaxOn != wanted.MaxOn)
            {
                outlet = outlet with { MaxOn = wanted.MaxOn };
            }

            if (assignment.Press != PressPolicy.Follow && outlet.HeldFor == HoldReason.Press)
            {
                // Held for a press that the house will not follow any more.
                outlet = outlet with { HeldAtRevision = null };
            }

            outlets = outlets.SetItem(wanted.Slot, OutletAssigning.Assigned(outlet, wanted, now));
        }

        // The relay of a plug that turned out to be a strip is nobody's.
        return assignment.Outlets.Any(outlet => outlet.Slot != OutletSlot.Whole) ? outlets.Remove(OutletSlot.Whole) : outlets;
    }

    private static PlugState Began(PlugState state, PlugEffect effect, PlugPolicy policy, Instant now)
    {
        var allowance = state.Allowance.Spend(policy, now);
        var next = state with
        {
            UnderWay = effect,
            Allowance = allowance,
            NextRequestAt = allowance.NextAt(policy),
            ReadingNeed = ReadingNeed.None,
            UnderWayFor = state.Assignment?.AccountOwner,
            Probe = effect is PlugEffect.Probe ? ProbeNeed.None : state.Probe,
            Outlets = Asked(state.Outlets, (effect as PlugEffect.Send)?.Commands ?? [], policy, now),
        };
        return effect is PlugEffect.SetTimers timers ? TimerObservation.Began(next, timers, policy, now) : next;
    }

    private static OutletMap<OutletConvergence> Asked(OutletMap<OutletConvergence> outlets, ImmutableArray<OutletCommand> commands, PlugPolicy policy, Instant now) =>
        outlets.Each(outlet =>
        {
            var revision = outlet.Desired?.Revision ?? 0;
            if (Commanded(commands, outlet.Slot) is not { } wanted)
            {
                return outlet.AskedRevision == revision ? outlet : outlet with { AskedRevision = revision };
            }

            var begun = EndObservation.Began(outlet, now);
            return begun with
            {
                AskedRevision = revision,
                Attempts = begun.Attempts + 1,
                SentAt = now,
                NextWriteAt = now + policy.PauseAfterWrites(begun.Attempts + 1),
                Unresolved = begun.Unresolved.Add(new UnresolvedWrite(wanted, now)),
            };
        });

    internal static PowerState? Commanded(ImmutableArray<OutletCommand> commands, OutletSlot slot)
    {
        foreach (var command in commands)
        {
            if (command.Slot == slot)
            {
                return command.Wanted;
            }
        }

        return null;
    }

    private static PlugState Connected(PlugState state, PlugFact.Connected e, PlugPolicy policy, Instant now)
    {
        if (!state.Identity.Allows(e.Reading.Mac, e.Reading.DeviceId))
        {
            var reached = (state.UnderWay as PlugEffect.Connect)?.Address;
            var met = reached == state.ForeignAddress ? state.ForeignMet + 1 : 1;
            return FailureObservation.Observe(SightingObservation.Taken(state, reached, met, now), SightingObservation.AnotherAt(reached, e.Reading.Model, e.Reading.Mac), policy, now);
        }

        var reading = e.Reading;
        var open = state with
        {
            Phase = SessionPhase.LoggedIn,
            ExpiredBecause = null,
            SessionEnds = Instant.Max(e.SessionEnds, now + policy.ShortestSession),
            Quarantine = Quarantine.None,
            RefusedAt = [],
            Notice = e.Notice,
            Identity = state.Identity with { Mac = reading.Mac, DeviceId = reading.DeviceId },
            ForeignAddress = null,
            Inspection = InspectionPlan.Begun(state, policy, now),
            Meters = MeteringPlan.Begun(state, reading.Firmware, policy, now),
        };
        return ReadingObservation.Observe(open, reading, null, [], policy, now);
    }

    internal static PlugState Answered(PlugState state, Instant now) => state with
    {
        UnderWay = null,
        Failures = 0,
        LastFailure = null,
        Problem = null,
        TriedAt = now,
        NextTryAt = Instant.Min(state.NextTryAt, now),
    };

    internal static bool RecentlyTried(PlugState state, Instant now) => state.TriedAt is { } tried && tried <= now && now - tried < ShortestPause;

    private static PlugState Probed(PlugState state, PlugPolicy policy, Instant now)
    {
        var next = state with { UnderWay = null };
        if (next.Quarantine == Quarantine.Quarantined)
        {
            return FailureObservation.Believed(next, now);
        }

        if (PlugDecision.IsForeign(next, now))
        {
            var failures = next.Failures + 1;
            return next with { Failures = failures, TriedAt = now, Probe = ProbeNeed.Due, NextTryAt = now + policy.PauseAfter(Math.Max(failures, 3), Seed(next)) };
        }

        if (next.Address is null || next.Offer is null)
        {
            var where = next.Address is null ? "It has not been seen on the network yet." : $"It does not answer discovery at {next.Address}.";
            return FailureObservation.Observe(
                next,
                new Failure(FailureKind.Dark, $"{where} Is it plugged in and on the same network? Run 'tapohive discover' to see what answers."),
                policy,
                now) with
            { Probe = ProbeNeed.None };
        }

        if (PlugDecision.MayNotLogIn(next, next.Offer))
        {
            return FailureObservation.Observe(
                next,
                new Failure(
                    FailureKind.OtherOwner,
                    "It is bound to another TP-Link account, so no login is tried. Add that account to the house file, or run 'tapohive retry' to try this one."),
                policy,
                now) with
            { Probe = ProbeNeed.None };
        }

        return next;
    }
}
