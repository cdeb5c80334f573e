using System.Collections.Immutable;

namespace TapoHive.Domain.Sightings;

/// <summary>How a search for plugs went on this machine: the evidence, should it find nothing.</summary>
/// <param name="Networks">The networks that this machine is in.</param>
/// <param name="Asked">The ranges and addresses that were asked by name.</param>
/// <param name="Unsent">Probes that could not leave, some of each kind.</param>
/// <param name="Firewalls">Signs of a firewall on this machine, each a phrase that says where it was seen.</param>
/// <param name="Enclosure">What keeps this program in a network of its own, where there are signs of that.</param>
public sealed record DiscoverySurvey(
    ImmutableArray<SurveyedNetwork> Networks,
    ImmutableArray<string> Asked,
    ImmutableArray<UnsentProbe> Unsent,
    ImmutableArray<string> Firewalls,
    string? Enclosure = null)
{
    /// <summary>Nothing is known of how it went.</summary>
    public static DiscoverySurvey Unknown { get; } = new([], [], [], []);
}
