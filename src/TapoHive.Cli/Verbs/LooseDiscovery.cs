using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Discovery;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Domain.Houses;

namespace TapoHive.Cli.Verbs;

/// <summary>Discovery without a hive, in the words of the contract.</summary>
internal static class LooseDiscovery
{
    public static async Task<DiscoverReport> LookAsync(ImmutableArray<DiscoveryTarget> targets, TimeSpan listen, int port, CancellationToken cancellation)
    {
        var found = await StandaloneDiscovery.LookAsync(targets, Duration.FromTimeSpan(listen), SystemClock.Instance, port, cancellation);
        return SightingProjection.Of(found.Sightings, await MachineSigns.AddToAsync(found.Survey));
    }
}
