using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>Where plugs are looked for.</summary>
/// <param name="Targets">Broadcast, the machine's own subnets, ranges, single addresses.</param>
/// <param name="Every">The pause between two rounds.</param>
/// <param name="Adopt">What becomes of found plugs of our accounts that the file does not list.</param>
/// <param name="Port">UDP port that plugs listen on; 20002 on all real plugs (20004 is then asked too; PROTOCOL 1.1).</param>
public sealed record DiscoveryDefinition(ImmutableArray<DiscoveryTarget> Targets, Duration Every, Adoption Adopt, int Port = DiscoveryDefinition.UsualPort)
{
    /// <summary>The port of real plugs.</summary>
    public const int UsualPort = 20002;

    /// <summary>What holds when a file says nothing.</summary>
    public static DiscoveryDefinition Usual { get; } = new(
        [DiscoveryTarget.Broadcast, DiscoveryTarget.OwnSubnets],
        Duration.FromSeconds(60),
        Adoption.Automatic);
}
