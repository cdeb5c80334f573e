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
