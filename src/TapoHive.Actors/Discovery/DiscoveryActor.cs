using System.Collections.Immutable;
using System.Net;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Keys;
using Failure = TapoHive.Domain.Failures.Failure;

namespace TapoHive.Actors.Discovery;

/// <summary>
/// Looks for plugs: in rounds where houses want it, at once where a plug is missed or a person asks. Tells houses whom it saw;
/// they decide what that means. Probes leave at a polite, bounded rate.
/// </summary>
public sealed partial class DiscoveryActor : ReceiveActor, IWithTimers
{
    private const int ProbesPerTick = 16;
    private const int DrainedAtOnce = 512;
    private const int RememberedSightings = 32768;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly Duration PatienceForOne = Duration.FromMilliseconds(1500);
    private static readonly Duration BetweenUnaskedRounds = Duration.FromSeconds(5);
    private static readonly Duration ToldAgainAfter = Duration.FromSeconds(20);
    private static readonly Duration ForgottenAfter = Duration.FromMinutes(10);

    private readonly RsaKeyRing _keys;
    private readonly IClock _clock;
    private readonly ILogger _log;
    private readonly Dictionary<HouseName, Interest> _houses = [];
    private readonly Dictionary<IPAddress, Opening> _sockets = [];
    private readonly ProbeQueue _queue = new();
    private readonly Dictionary<Mac, (Sighting Sighting, Instant ToldAt)> _seen = [];
    private readonly List<Search> _searches = [];
    private readonly List<Gathering> _gatherings = [];

    /// <summary>Makes one.</summary>
    public DiscoveryActor(RsaKeyRing keys, IClock clock, ILoggerFactory loggers)
    {
        _keys = keys;
        _clock = clock;
        _log = loggers.CreateLogger<DiscoveryActor>();

        Receive<LookFor>(Interested);
        Receive<RoundDue>(due => Round(due.House));
        Receive<ProbeFor>(SearchFor);
        Receive<Discover>(Gather);
        Receive<SocketOpened>(Opened);
        Receive<Arrived>(Drain);
        Receive<Ticked>(_ => SendSome());
        Receive<ProbesLeft>(_ => { });
        Receive<SearchesDue>(_ => EndSearches());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _clock.GetCurrentInstant();

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var opening in _sockets.Values)
        {
            if (opening.Socket is { } socket)
            {
                _ = socket.DisposeAsync().AsTask();
            }
        }
    }

    private static IReadOnlyList<int> Ports(int port) => port == DiscoveryDefinition.UsualPort ? DiscoverySocket.PlugPorts : [port];

    private void Interested(LookFor look)
    {
        _houses[look.House] = new Interest(Sender, look.Discovery);
        Round(look.House);
    }

    private void Round(HouseName house)
    {
        if (!_houses.TryGetValue(house, out var interest))
        {
            return;
        }

        interest.LastRound = Now;
        Timers.StartSingleTimer(house, new RoundDue(house), interest.Discovery.Every.ToTimeSpan());
        foreach (var old in _seen.Where(pair => Now - pair.Value.Sighting.SeenAt > ForgottenAfter).Select(pair => pair.Key).ToList())
        {
            _seen.Remove(old);
        }

        Enqueue(interest.Discovery.Targets, interest.Discovery.Port);
    }

    private void Enqueue(IEnumerable<DiscoveryTarget> targets, int port)
    {
        IReadOnlyList<LocalNetwork> networks = [];
        foreach (var target in targets)
        {
            if (target == DiscoveryTarget.Broadcast || target == DiscoveryTarget.OwnSubnets)
            {
                networks = networks.Count > 0 ? networks : LocalNetwork.OfThisHost();
                foreach (var network in networks)
                {
                    Open(network.Local);
                    _queue.Add(target == DiscoveryTarget.Broadcast
                        ? ProbePlan.Repeated(network.Local, network.Broadcast, Ports(port), Now)
                        : ProbePlan.Sweep(network.Local, network.Local, network.PrefixLength, Ports(port)));
                }
            }
            else if (target.Range is var (first, prefix))
            {
                Open(IPAddress.Any);
                _queue.Add(prefix == 32
                    ? ProbePlan.Repeated(IPAddress.Any, first, Ports(port), Now)
                    : ProbePlan.Sweep(IPAddress.Any, first, prefix, Ports(port)));
            }
        }

        KeepTicking();
    }

    private void SearchFor(ProbeFor probe)
    {
        _searches.Add(new Search(Sender, probe.Identity, probe.LastSeen, Now + PatienceForOne));
        if (probe.LastSeen is { } last)
        {
            Open(IPAddress.Any);
            _queue.AddFirst(ProbePlan.Repeated(IPAddress.Any, last.Host, Ports(probe.Port), Now));
        }

        // A plug that is missed may have moved: look everywhere, though not once for each of a hundred.
        foreach (var (house, interest) in _houses.ToList())
        {
            if (Now - interest.LastRound >= BetweenUnaskedRounds)
            {
                Round(house);
            }
        }

        KeepTicking();
        Timers.StartSingleTimer(SearchesDue.Instance, SearchesDue.Instance, PatienceForOne.ToTimeSpan());
    }

    private void Gather(Discover request)
    {
        var port = _houses.Values.Select(interest => interest.Discovery.Port).FirstOrDefault(DiscoveryDefinition.UsualPort);
        _gatherings.Add(new Gathering(Sender, Now + request.Listen));
        if (request.Targets.IsEmpty)
        {
            foreach (var house in _houses.Keys.ToList())
            {
                Round(house);
            }
        }
        else
        {
            Enqueue(request.Targets, port);
        }

        Timers.StartSingleTimer((SearchesDue.Instance, _gatherings.Count), SearchesDue.Instance, request.Listen.ToTimeSpan());
    }

    private void Open(IPAddress local)
    {
        if (_sockets.TryAdd(local, new Opening()))
        {
            DiscoverySocket.OpenAsync(local, _keys, _clock, CancellationToken.None).PipeTo(
                Self,
                success: outcome => new SocketOpened(local, outcome),
                failure: error => new SocketOpened(local, new Failure(FailureKind.Transient, error.Message)));
        }
    }

    private void Opened(SocketOpened opened)
    {
        if (opened.Outcome is Result<DiscoverySocket>.Ok { Value: var socket })
        {
            _sockets[opened.Local].Socket = socket;
            Await(opened.Local, socket);
            KeepTicking();
        }
        else
        {
            // The address may be back in the next round.
            _sockets.Remove(opened.Local);
            LogNoSocket(opened.Local.ToString(), ((Result<DiscoverySocket>.Failed)opened.Outcome).Failure.Message);
        }
    }

    private void Await(IPAddress local, DiscoverySocket socket) => socket.Sightings.WaitToReadAsync().AsTask().PipeTo(
        Self,
        success: more => new Arrived(local, socket, more ? Stream.Open : Stream.Ended),
        failure: _ => new Arrived(local, socket, Stream.Ended));

    private void Drain(Arrived arrived)
    {
        if (arrived.Stream == Stream.Ended)
        {
            _sockets.Remove(arrived.Local);
            return;
        }

        for (var i = 0; i < DrainedAtOnce && arrived.Socket.Sightings.TryRead(out var sighting); i++)
        {
            Take(sighting);
        }

        Await(arrived.Local, arrived.Socket);
    }

    private void Take(Sighting sighting)
    {
        foreach (var search in _searches.Where(search => search.IsFor(sighting)).ToList())
        {
            _searches.Remove(search);
            search.Asker.Tell(new ProbeFinished(sighting));
        }

        foreach (var gathering in _gatherings)
        {
            gathering.Sightings[sighting.Mac] = sighting;
        }

        var known = _seen.TryGetValue(sighting.Mac, out var last);
        if (known && last.Sighting with { SeenAt = sighting.SeenAt } == sighting && Now - last.ToldAt < ToldAgainAfter)
        {
            return;
        }

        if (known || _seen.Count < RememberedSightings)
        {
            _seen[sighting.Mac] = (sighting, Now);
        }

        foreach (var (house, interest) in _houses)
        {
            interest.House.Tell(new Sighted(house, sighting));
        }
    }

    private void KeepTicking()
    {
        if (!_queue.IsEmpty && !Timers.IsTimerActive(Ticked.Instance))
        {
            Timers.StartSingleTimer(Ticked.Instance, Ticked.Instance, TimeSpan.FromMilliseconds(1));
        }
    }

    private void SendSome()
    {
        foreach (var probe in _queue.Take(ProbesPerTick, Now, local => _sockets.GetValueOrDefault(local)?.Socket is not null, _sockets.ContainsKey))
        {
            _sockets[probe.Local].Socket!.ProbeAsync(probe.Target, probe.Ports, CancellationToken.None).PipeTo(
                Self,
                success: _ => ProbesLeft.Instance,
                failure: _ => ProbesLeft.Instance);
        }

        if (!_queue.IsEmpty)
        {
            Timers.StartSingleTimer(Ticked.Instance, Ticked.Instance, Tick);
        }
    }

    private void EndSearches()
    {
        foreach (var search in _searches.Where(search => search.Until <= Now).ToList())
        {
            _searches.Remove(search);
            search.Asker.Tell(new ProbeFinished(null));
        }

        foreach (var gathering in _gatherings.Where(gathering => gathering.Until <= Now).ToList())
        {
            _gatherings.Remove(gathering);
            gathering.Asker.Tell(new Discovered([.. gathering.Sightings.Values.OrderBy(sighting => sighting.Mac)]));
        }

        var next = _searches.Select(search => search.Until).Concat(_gatherings.Select(gathering => gathering.Until)).DefaultIfEmpty(Instant.MaxValue).Min();
        if (next != Instant.MaxValue)
        {
            var pause = Duration.Max(next - Now, Duration.FromMilliseconds(1));
            Timers.StartSingleTimer(SearchesDue.Instance, SearchesDue.Instance, pause.ToTimeSpan());
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Discovery has no socket on {Address}: {Reason}")]
    private partial void LogNoSocket(string address, string reason);

    private enum Stream
    {
        Open,
        Ended,
    }

    private sealed class Interest(IActorRef house, DiscoveryDefinition discovery)
    {
        public IActorRef House { get; } = house;

        public DiscoveryDefinition Discovery { get; } = discovery;

        public Instant LastRound { get; set; } = Instant.MinValue;
    }

    private sealed class Opening
    {
        public DiscoverySocket? Socket { get; set; }
    }

    private sealed record Search(IActorRef Asker, PlugIdentity Identity, PlugAddress? LastSeen, Instant Until)
    {
        public bool IsFor(Sighting sighting) => Identity.Matches(sighting)
            || (Identity is { Mac: null, DiscoveryId: null } && LastSeen?.Host.Equals(sighting.Host) == true);
    }

    private sealed record Gathering(IActorRef Asker, Instant Until)
    {
        public Dictionary<Mac, Sighting> Sightings { get; } = [];
    }

    private sealed record RoundDue(HouseName House) : INoSerializationVerificationNeeded;

    private sealed record SocketOpened(IPAddress Local, Result<DiscoverySocket> Outcome) : INoSerializationVerificationNeeded;

    private sealed record Arrived(IPAddress Local, DiscoverySocket Socket, Stream Stream) : INoSerializationVerificationNeeded;

    private sealed class Ticked : INoSerializationVerificationNeeded
    {
        public static Ticked Instance { get; } = new();
    }

    private sealed class ProbesLeft : INoSerializationVerificationNeeded
    {
        public static ProbesLeft Instance { get; } = new();
    }

    private sealed class SearchesDue : INoSerializationVerificationNeeded
    {
        public static SearchesDue Instance { get; } = new();
    }
}
