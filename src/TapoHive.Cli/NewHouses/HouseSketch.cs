using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Cli.NewHouses;

/// <summary>What a new house is to be, as far as a person has said.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">IANA zone of its schedules.</param>
/// <param name="Location">Where it stands, where given.</param>
/// <param name="Username">The account.</param>
/// <param name="SecretFile">The password's file, as the house file names it.</param>
/// <param name="Targets">Where plugs are looked for.</param>
/// <param name="Port">The UDP port that plugs listen on.</param>
/// <param name="Adopt">What becomes of plugs that are found.</param>
/// <param name="Plugs">Plugs that were given a name here.</param>
internal sealed record HouseSketch(
    string Name,
    string TimeZone,
    Location? Location,
    string Username,
    string SecretFile,
    ImmutableArray<DiscoveryTarget> Targets,
    int Port,
    Adoption Adopt,
    ImmutableArray<NamedPlug> Plugs)
{
    /// <summary>What found plugs are going to be called, as far as that is known.</summary>
    public ImmutableArray<string> Known { get; init; } = [];
}
