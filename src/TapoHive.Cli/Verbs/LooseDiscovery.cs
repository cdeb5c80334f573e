using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Discovery;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Domain.Houses;
using TapoHive.Protocol.Keys;

namespace TapoHive.Cli.Verbs;

/// <summary>Discovery without a hive: the hive's own discovery actor, alone for a moment.</summary>
internal static class LooseDiscovery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<DiscoverReport> LookAsync(ImmutableArray<DiscoveryTarget> targets, TimeSpan listen, CancellationToken cancellation)
    {
        var keys = new RsaKeyRing();
        var system = ActorSystem.Create("discover", "akka { loggers = [], stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off }");
        try
        {
            var discovery = system.ActorOf(Props.Create(() => new DiscoveryActor(keys, SystemClock.Instance, NullLoggerFactory.Instance)));
            var discovered = await discovery.Ask<Discovered>(new Discover(targets, Duration.FromTimeSpan(listen)), listen + Patience, cancellation);
            return SightingProjection.Of(discovered.Sightings);
        }
        finally
        {
            await system.Terminate();
        }
    }
}
