using TapoHive.Domain.Failures;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>Whose a refusal was.</summary>
public static class RefusalObservation
{
    internal const string RefusedByOther = "It is bound to another TP-Link account and refuses ours. Add that account to the house file.";
    private const string RefusedByNobodys = "It belongs to no TP-Link account yet, and refuses ours. Set it up in the Tapo app.";

    /// <summary>Whether a fact shows that a credential was refused by another device, so that nothing is known of it at this plug.</summary>
    public static bool WasAnothers(PlugState before, PlugFact fact, PlugState after) => fact switch
    {
        // A plug that was set up anew, or says so, is another matter: that may be said again and again.
        PlugFact.SightingObserved => before.Quarantine == Quarantine.Quarantined && after.Quarantine == Quarantine.None && after.Address is { } address
            && (SightingObservation.MayTryAt(before, address) || after.ForeignAddress == address),
        PlugFact.Failed { Failure.Kind: FailureKind.CredentialsRejected } => WasAtAnotherAddress(before),
        _ => false,
    };

    /// <summary>What a failure comes to, if it is a refusal: it says something of the plug and its account only where both are still those that were tried.</summary>
    internal static Failure Understood(PlugState state, Failure failure) => failure.Kind != FailureKind.CredentialsRejected ? failure
        : WasOfAnotherAccount(state) || WasAtAnotherAddress(state) ? failure with { Kind = FailureKind.Transient }
        : state.Ownership == Ownership.Others ? failure with { Kind = FailureKind.OtherOwner, Message = RefusedByOther }
        : state.Binding == Binding.FactoryDefault ? failure with { Message = RefusedByNobodys }
        : failure;

    // The house gave the plug another account meanwhile: that one was not refused.
    private static bool WasOfAnotherAccount(PlugState state) => state.UnderWayFor is { } account && account != state.Assignment?.AccountOwner;

    // It was seen elsewhere meanwhile: whoever refused there was another device.
    private static bool WasAtAnotherAddress(PlugState state) => state.UnderWay is PlugEffect.Connect { Address: var reached } && reached != state.Address;
}
