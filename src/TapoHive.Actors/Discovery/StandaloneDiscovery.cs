using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Discovery;

/// <summary>Discovery without a hive: the hive's own discovery actor, alone for a moment.</summary>
public static class StandaloneDiscovery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Probes targets and gathers who answers.</summary>
    /// <param name="targets">Where.</param>
    /// <param name="listen">How long to listen.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="port">The UDP port that plugs listen on.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<Discovered> LookAsync(ImmutableArray<DiscoveryTarget> targets, Duration listen, IClock clock, int port, CancellationToken cancellation) =>
        LookAsync(targets, listen, clock, port, new RsaKeyRing(), cancellation);

    internal static async Task<Discovered> LookAsync(
        ImmutableArray<DiscoveryTarget> targets, Duration listen, IClock clock, int port, RsaKeyRing keys, CancellationToken cancellation)
    {
        // Made first: on a slow machine listening would be over before anybody was asked.
        await keys.DiscoveryKeyAsync(cancellation).ConfigureAwait(false);
        var system = ActorSystem.Create("discover", "akka { loggers = [], stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off }");
        try
        {
            var discovery = system.ActorOf(Props.Create(() => new DiscoveryActor(keys, clock, NullLoggerFactory.Instance)));
            return await discovery.Ask<Discovered>(new Discover(targets, listen, port), listen.ToTimeSpan() + Patience, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await system.Terminate().ConfigureAwait(false);
        }
    }
}
