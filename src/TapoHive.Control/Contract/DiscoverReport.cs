using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>discover</c>.</summary>
/// <param name="Sightings">What answered, by address.</param>
public sealed record DiscoverReport(ImmutableArray<SightingReport> Sightings);
