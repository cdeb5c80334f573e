using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Credentials;

/// <summary>Keeps a bad password from being tried into a lock-out: one plug proves it for all.</summary>
public static class CredentialDecision
{
    /// <summary>How often a credential that another plug accepted may be sent again to a plug that locks itself, after answers nobody saw.</summary>
    public const int UnansweredLimit = 2;

    /// <summary>Decides for one plug.</summary>
    /// <param name="ledger">What is known.</param>
    /// <param name="plug">Who asks.</param>
    /// <param name="fingerprint">The credential.</param>
    /// <param name="locks">Whether a wrong one locks the plug.</param>
    /// <param name="underWay">Whether a trial at that plug is going on in this very process.</param>
    public static CredentialPermission Decide(
        CredentialLedger ledger,
        PlugId plug,
        CredentialFingerprint fingerprint,
        LockOut locks,
        Func<PlugId, bool> underWay)
    {
        var trials = ledger.Trials.Where(trial => trial.Value.Fingerprint == fingerprint).ToList();
        var proven = trials.Exists(trial => trial.Value.Standing == CredentialStanding.Accepted);
        if (ledger.Trials.TryGetValue(plug, out var mine) && mine.Fingerprint == fingerprint)
        {
            return mine.Standing switch
            {
                CredentialStanding.Accepted => CredentialPermission.Granted,
                CredentialStanding.Rejected => CredentialPermission.Refused,
                _ when underWay(plug) => CredentialPermission.Wait,
                _ => locks == LockOut.RefusesOnly || (proven && mine.Unanswered < UnansweredLimit)
                    ? CredentialPermission.GrantedOnceRecorded
                    : CredentialPermission.Refused,
            };
        }

        if (proven)
        {
            return CredentialPermission.GrantedOnceRecorded;
        }

        if (trials.Exists(trial => trial.Value.Standing == CredentialStanding.Tried && underWay(trial.Key)))
        {
            return CredentialPermission.Wait;
        }

        // Refused elsewhere, or sent elsewhere with an answer nobody saw: this one must not be the next to lose an attempt.
        return trials.Count == 0 || (locks == LockOut.RefusesOnly && !trials.Exists(trial => trial.Value.Standing == CredentialStanding.Rejected))
            ? CredentialPermission.GrantedOnceRecorded
            : CredentialPermission.Refused;
    }
}
