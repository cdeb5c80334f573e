using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Diagnosis;

/// <summary>What is known of a plug when it is diagnosed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Now">The moment.</param>
/// <param name="Report">What its actor last said; absent while it has said nothing.</param>
/// <param name="Address">Where it was last reached, whoever remembers it.</param>
/// <param name="Sighting">What it answered to a probe just now; absent where it did not.</param>
/// <param name="Standing">Whose it is by that answer; absent without one.</param>
/// <param name="Credential">What its account last came to there; absent where it was never tried.</param>
/// <param name="Outlets">Its outlets.</param>
public sealed record PlugEvidence(
    string Name,
    Instant Now,
    PlugReport? Report,
    PlugAddress? Address,
    Sighting? Sighting,
    SightingStanding? Standing,
    CredentialStanding? Credential,
    ImmutableArray<DiagnosedOutlet> Outlets);
