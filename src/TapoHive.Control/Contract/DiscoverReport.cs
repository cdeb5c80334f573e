using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>discover</c>.</summary>
/// <param name="Sightings">What answered, by address.</param>
public sealed record DiscoverReport(ImmutableArray<SightingReport> Sightings)
{
    /// <summary>Why no plug of ours was found, likeliest first; empty where one was.</summary>
    public ImmutableArray<string> Causes { get; init; } = [];
}
