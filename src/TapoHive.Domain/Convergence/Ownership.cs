using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>Whose a plug is, by its last sighting.</summary>
public enum Ownership
{
    /// <summary>No sighting, or one that does not say.</summary>
    Unknown,

    /// <summary>Our account's.</summary>
    Ours,

    /// <summary>Another account's: no login that spends an attempt is tried.</summary>
    Others,
}
