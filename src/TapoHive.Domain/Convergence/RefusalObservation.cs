using TapoHive.Domain.Failures;

namespace TapoHive.Domain.Convergence;

/// <summary>Whose a refusal was.</summary>
public static class RefusalObservation
{
    /// <summary>Whether a fact shows that a credential was refused by another device, so that nothing is known of it at this plug.</summary>
    public static bool WasAnothers(PlugState before, PlugFact fact, PlugState after) => fact switch
    {
        // A plug that was set up anew, or says so, is another matter: that may be said again and again.
        PlugFact.SightingObserved => before.Quarantine == Quarantine.Quarantined && after.Quarantine == Quarantine.None && after.Address is { } address
            && (SightingObservation.MayTryAt(before, address) || after.ForeignAddress == address),
        PlugFact.Failed { Failure.Kind: FailureKind.CredentialsRejected } => after.LastFailure?.Kind == FailureKind.Transient,
        _ => false,
    };
}
