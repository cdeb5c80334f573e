using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Convergence;

/// <summary>What a failure makes of a plug's state: whether the session is over, when to try again, and when it is a problem that
/// people are told of.</summary>
internal static class FailureObservation
{
    private const int MostBusy = 4;
    private static readonly Duration LossesInARow = Duration.FromSeconds(2);
    private static readonly Duration LongPatience = Duration.FromSeconds(10);

    private const string NotTriedAgain = " It is not tried again by itself, because attempts may be counted: correct the password where the house file says it is kept and start the hive again, or run 'tapohive retry'.";

    public static PlugState Observe(PlugState state, Failure failure, PlugPolicy policy, Instant now)
    {
        if (state.UnderWay is PlugEffect.Inspect)
        {
            // What a plug does not tell of itself is no trouble; what keeps it from answering is.
            if (failure.Kind is FailureKind.Unsupported)
            {
                return InspectionPlan.Advanced(state with { UnderWay = null, TriedAt = now }, policy, now);
            }

            state = InspectionPlan.Postponed(state, policy, now);
        }

        if (state.UnderWay is PlugEffect.FindMeters or PlugEffect.ReadSeries)
        {
            if (failure.Kind is FailureKind.Unsupported)
            {
                return state.UnderWay is PlugEffect.FindMeters ? MeteringPlan.Observed(state, new PlugFact.MetersFound([]), now)
                    : MeteringPlan.Failed(state, now) with { UnderWay = null, TriedAt = now };
            }

            state = MeteringPlan.Failed(state, now);
        }

        failure = RefusalObservation.Understood(state, failure);
        if (Quarantines(state, failure) && !failure.Message.Contains("tapohive retry", StringComparison.Ordinal))
        {
            failure = failure with { Message = failure.Message + NotTriedAgain };
        }

        var failures = state.Failures + 1;
        var inSession = state.Phase == SessionPhase.LoggedIn;
        var next = state with
        {
            UnderWay = null,
            Failures = failures,
            LastFailure = failure,
            TriedAt = now,
            Problem = Problem(state, failure, failures, now),
            NextTryAt = now + Pause(state, failure, failures, policy),
            Probe = AsksDiscovery(failure.Kind) ? ProbeNeed.Due : state.Probe,
            Quarantine = Quarantines(state, failure) ? Quarantine.Quarantined
                : state.Quarantine == Quarantine.Overruled && failure.Kind is FailureKind.CredentialsRejected or FailureKind.OtherOwner ? Quarantine.None
                : state.Quarantine,
            RefusedAt = Quarantines(state, failure) && state.Address is { } refusedAt && state.RefusedAt.Length < SightingObservation.MostRefusals ? state.RefusedAt.Add(refusedAt) : state.RefusedAt,
        };

        if (state.UnderWay is PlugEffect.Send send && failure.Delivery == Delivery.NotDelivered)
        {
            next = ReadingObservation.Undelivered(next, send, now);
        }

        if (KeepsSession(failure.Kind, failures) && inSession)
        {
            return next;
        }

        if (failure.Kind == FailureKind.SessionLost && inSession)
        {
            // A lost session is everyday: a new handshake at once. Only when it keeps happening is there a pause.
            next = PlugObservation.WithLoss(next, now);
            next = next with
            {
                NextTryAt = now + PauseAfterLoss(next, policy, now),
                Problem = state.Problem,
                Failures = state.Failures,
            };
        }

        return state.Phase is SessionPhase.LoggedIn or SessionPhase.Handshaken ? PlugObservation.Ended(next, Reason(failure)) : next;
    }

    // With a rival on the plug, looking can wait ever longer; a command that somebody waits for cannot, though it is no duel either.
    private static Duration PauseAfterLoss(PlugState state, PlugPolicy policy, Instant now)
    {
        if (state.SessionsLost.Length <= 1)
        {
            return Duration.Zero;
        }

        var patient = policy.PauseAfter(state.SessionsLost.Length + 1, PlugObservation.Seed(state));
        return !state.Outlets.Values.Any(outlet => outlet.WantsProof(now) || outlet.Differs(now)) ? patient
            : state.SessionsLost.Count(at => now - at <= LossesInARow) <= 2 ? Duration.Zero
            : Duration.Min(patient, LossesInARow);
    }

    // A plug that goes on asking for patience may have lost its way in the session (PROTOCOL 6, -1301).
    private static bool KeepsSession(FailureKind kind, int failures) => kind == FailureKind.Unsupported || (kind == FailureKind.Busy && failures < MostBusy);

    private static bool AsksDiscovery(FailureKind kind) => kind is
        FailureKind.Dark or FailureKind.WrongDevice or FailureKind.TransportChanged or FailureKind.CompatibilityOff
        or FailureKind.CredentialsRejected or FailureKind.OtherOwner;

    // KLAP finds a mismatch locally and may look again now and then; AES and TPAP spend an attempt each time.
    private static bool Quarantines(PlugState state, Failure failure) =>
        failure.Kind == FailureKind.CredentialsRejected && state.Offer?.Transport is Transport.Aes or Transport.Tpap;

    /// <summary>Discovery was asked, and has not said that it was another device that refused: people are told.</summary>
    public static PlugState Believed(PlugState state, Instant now) => state.LastFailure is not { Kind: FailureKind.CredentialsRejected } refusal ? state
        : state with
        {
            Problem = state.Ownership == Ownership.Others ? new PlugProblem(FailureKind.OtherOwner, RefusalObservation.RefusedByOther, now)
                : state.Problem is { Kind: FailureKind.CredentialsRejected } known ? known
                : new PlugProblem(refusal.Kind, refusal.Message, now),
        };

    // A refusal that costs the plug nothing may only mean that it has changed its hashes or its protocol, and over one that leaves open who answers that
    // another device has its address: discovery is asked before it is believed.
    private static bool AsksBeforeBelieving(PlugState state, Failure failure) =>
        failure.Kind == FailureKind.CredentialsRejected && failure.RetryAfter is null && state.Problem?.Kind is not FailureKind.CredentialsRejected
        && (Quarantines(state, failure) || state.LastFailure?.Kind is not (FailureKind.CredentialsRejected or FailureKind.OtherOwner));

    private static Duration Pause(PlugState state, Failure failure, int failures, PlugPolicy policy)
    {
        var pause = failure.Kind switch
        {
            FailureKind.CredentialsRejected when AsksBeforeBelieving(state, failure) =>
                Quarantines(state, failure) ? Duration.Zero : policy.PauseAfter(1, PlugObservation.Seed(state)),
            FailureKind.CredentialsRejected or FailureKind.OtherOwner => policy.PauseAfterRefusal,
            FailureKind.Unsupported => policy.LongestPause,
            FailureKind.CompatibilityOff => policy.PauseAfter(Math.Max(failures, 5), PlugObservation.Seed(state)),
            _ => policy.PauseAfter(failures, PlugObservation.Seed(state)),
        };
        return failure.RetryAfter is { } asked ? Duration.Max(asked, pause) : pause;
    }

    private static PlugProblem? Problem(PlugState state, Failure failure, int failures, Instant now)
    {
        var told = failure.Kind switch
        {
            FailureKind.CredentialsRejected when AsksBeforeBelieving(state, failure) => false,
            FailureKind.Dark or FailureKind.Malformed or FailureKind.TransportChanged => failures >= 2,

            // A plug that asks for a long pause is out of reach for as long: people are told before it is over.
            FailureKind.Busy when failure.RetryAfter >= LongPatience => true,
            FailureKind.Transient or FailureKind.SessionLost or FailureKind.Busy => failures >= 3,
            _ => true,
        };
        return !told ? state.Problem
            : state.Problem is { } known && known.Kind == failure.Kind ? known with { Message = failure.Message }
            : new PlugProblem(failure.Kind, failure.Message, now);
    }

    private static string Reason(Failure failure) => failure.Kind switch
    {
        FailureKind.SessionLost => "the plug no longer knew it",
        FailureKind.WrongDevice => "another device answered",
        FailureKind.Dark or FailureKind.Transient => "the plug stopped answering",
        FailureKind.Malformed => "an answer made no sense",
        FailureKind.TransportChanged => "the plug speaks another protocol",
        FailureKind.CredentialsRejected or FailureKind.OtherOwner => "the account was refused",
        FailureKind.CompatibilityOff => "the plug closed its local protocol",
        FailureKind.Busy => "the plug asked for patience",
        FailureKind.Unsupported => "the plug refused a request",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
