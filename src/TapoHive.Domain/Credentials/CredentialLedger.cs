using System.Collections.Immutable;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Credentials;

/// <summary>What became of each credential at each plug: the memory that keeps a bad password from being tried into a lock-out.</summary>
/// <param name="Trials">The last trial at each plug.</param>
public sealed record CredentialLedger(ImmutableSortedDictionary<PlugId, CredentialTrial> Trials)
{
    /// <summary>Nothing was tried.</summary>
    public static CredentialLedger Empty { get; } = new(ImmutableSortedDictionary<PlugId, CredentialTrial>.Empty);

    /// <summary>The same with only some of its trials.</summary>
    public CredentialLedger Of(Func<KeyValuePair<PlugId, CredentialTrial>, bool> kept) => new(Trials.RemoveRange(Trials.Where(trial => !kept(trial)).Select(trial => trial.Key)));
}

/// <summary>One credential tried at one plug.</summary>
/// <param name="Fingerprint">Which credential.</param>
/// <param name="Standing">What is known of it there.</param>
/// <param name="Unanswered">Earlier trials in a row whose answer was never seen.</param>
public sealed record CredentialTrial(CredentialFingerprint Fingerprint, CredentialStanding Standing, int Unanswered);

/// <summary>What is known of a credential at a plug.</summary>
public enum CredentialStanding
{
    /// <summary>It was, or was about to be, sent; no answer is recorded.</summary>
    Tried,

    /// <summary>The plug accepted it.</summary>
    Accepted,

    /// <summary>The plug refused it: quarantined until it changes or an operator says <c>retry</c>.</summary>
    Rejected,
}
