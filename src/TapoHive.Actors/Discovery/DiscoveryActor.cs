using System.Net;
using System.Net.NetworkInformation;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Keys;

namespace TapoHive.Actors.Discovery;

/// <summary>
/// Looks for plugs: in rounds where houses want it, at once where a plug is missed, a person asks or this machine's own addresses change.
/// Tells houses whom it saw; they decide what that means. Probes leave at a polite, bounded rate.
/// </summary>
public sealed partial class DiscoveryActor : ReceiveActor, IWithTimers
{
    private const int ProbesPerTick = 16;
    private const int SweptPerTick = 5;
    private const int RememberedSightings = 32768;

    // The smallest prefix of an own network that is swept: a container's bridge has a /16 and nobody in it, and whoever is on the same wire
    // hears the broadcast.
    private const int WidestOwnSweep = 22;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);
    private static readonly Duration PatienceForOne = Duration.FromMilliseconds(1500);
    private static readonly Duration BetweenUnaskedCalls = Duration.FromSeconds(5);
    private static readonly Duration ToldAgainAfter = Duration.FromSeconds(20);
    private static readonly Duration ForgottenAfter = Duration.FromMinutes(10);

    private readonly RsaKeyRing _keys;
    private readonly IClock _clock;
    private readonly ILogger _log;
    private readonly SortedDictionary<HouseName, HouseInterest> _houses = [];
    private readonly ProbeQueue _queue = new();
    private readonly Dictionary<Mac, (Sighting Sighting, Instant ToldAt)> _seen = [];
    private readonly NetworkAddressChangedEventHandler _addressesChanged;
    private IReadOnlyList<LocalNetwork> _networks = [];

    /// <summary>Makes one.</summary>
    public DiscoveryActor(RsaKeyRing keys, IClock clock, ILoggerFactory loggers)
    {
        _keys = keys;
        _clock = clock;
        _log = loggers.CreateLogger<DiscoveryActor>();
        var self = Self;
        _addressesChanged = (_, _) => self.Tell(AddressesChanged.Instance);

        Receive<LookFor>(Interested);
        Receive<RoundDue>(due => Round(due.House));
        Receive<ProbeFor>(SearchFor);
        Receive<Discover>(Gather);
        Receive<SocketOpened>(Opened);
        Receive<Arrived>(Drain);
        Receive<Ticked>(_ => SendSome());
        Receive<ProbesLeft>(_ => { });
        Receive<ProbeStayed>(NotSent);
        Receive<SearchesDue>(_ => EndSearches());

        // Addresses change several at a time: a cable brings one a moment after the other.
        Receive<AddressesChanged>(_ => Timers.StartSingleTimer(AddressesSettled.Instance, AddressesSettled.Instance, Settling));
        Receive<AddressesSettled>(_ => RoundForAll());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _clock.GetCurrentInstant();

    /// <inheritdoc/>
    protected override void PreStart()
    {
        try
        {
            NetworkChange.NetworkAddressChanged += _addressesChanged;
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            // Changes are then seen in the next round.
            LogNoNews(e.Message);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        NetworkChange.NetworkAddressChanged -= _addressesChanged;
        CloseSockets();
    }

    private static IReadOnlyList<int> Ports(int port) => port == DiscoveryDefinition.UsualPort ? DiscoverySocket.PlugPorts : [port];

    private void Interested(LookFor look)
    {
        if (look.Occasion == Occasion.Reminder && _houses.TryGetValue(look.House, out var known) && known.Is(Sender, look.Discovery))
        {
            return;
        }

        _houses[look.House] = new HouseInterest(Sender, look.Discovery);

        // Whoever was told of already may mean something else to the house now.
        _seen.Clear();
        Round(look.House);
    }

    private void RoundForAll()
    {
        _pace.Swept();
        foreach (var house in _houses.Keys.ToList())
        {
            Round(house);
        }
    }

    // What lies ahead says that the clock was set back: no pause is held up by that.
    private bool HasPassed(Duration pause, Instant since) => Now - since is var passed && (passed >= pause || passed < Duration.Zero);

    private void Round(HouseName house)
    {
        if (!_houses.TryGetValue(house, out var interest))
        {
            return;
        }

        (interest.LastRound, interest.LastCall) = (Now, Now);
        Timers.StartSingleTimer(house, new RoundDue(house), interest.Discovery.Every.ToTimeSpan());
        foreach (var old in _seen.Where(pair => Now - pair.Value.Sighting.SeenAt > ForgottenAfter).Select(pair => pair.Key).ToList())
        {
            _seen.Remove(old);
        }

        _pace.Forget(Now);
        Enqueue(interest.Discovery.Targets, interest.Discovery.Port);
    }

    private void Enqueue(IEnumerable<DiscoveryTarget> targets, int port)
    {
        FollowNetworks();
        foreach (var target in targets)
        {
            if (target == DiscoveryTarget.OwnSubnets)
            {
                foreach (var network in _networks)
                {
                    Open(network.Local);
                    _queue.Add(ProbePlan.Sweep(network.Local, network.Local, Math.Max(network.PrefixLength, WidestOwnSweep), Ports(port)));
                }
            }
            else if (target == DiscoveryTarget.Broadcast)
            {
                foreach (var network in _networks)
                {
                    Open(network.Local);
                    _queue.Add(ProbePlan.Repeated(network.Local, network.Broadcast, Ports(port), Now));
                }
            }
            else if (target.Range is (var all, 32) && all.Equals(IPAddress.Broadcast))
            {
                // Out of every interface by its own address: from none in particular it needs a default route, and takes only that one.
                foreach (var network in _networks)
                {
                    Open(network.Local);
                    _queue.Add(ProbePlan.Repeated(network.Local, all, Ports(port), Now));
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

    private void Take(Sighting sighting)
    {
        Note(sighting);
        var known = _seen.TryGetValue(sighting.Mac, out var last);
        if (known && last.Sighting with { SeenAt = sighting.SeenAt } == sighting && !HasPassed(ToldAgainAfter, last.ToldAt))
        {
            return;
        }

        if (known || _seen.Count < RememberedSightings)
        {
            _seen[sighting.Mac] = (sighting, Now);
        }

        // A device that answered from an address nobody named is on the same wire: it is for those who ask around.
        var isNamed = _houses.Values.Any(interest => interest.ReachOf(sighting.Host, _networks) == Reach.Within);
        foreach (var (house, interest) in _houses)
        {
            var reach = isNamed ? interest.ReachOf(sighting.Host, _networks) : interest.AsksAround ? Reach.Within : Reach.Beyond;
            interest.House.Tell(new Sighted(house, sighting, reach));
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "Discovery has no socket on {Address}: {Reason}")]
    private partial void LogNoSocket(string address, string reason);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "This system does not tell of changed addresses ({Reason}); they are looked up in each round of discovery.")]
    private partial void LogNoNews(string reason);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "This machine does not tell its addresses just now ({Reason}); discovery goes on with those it knows.")]
    private partial void LogNoAddresses(string reason);

    private sealed record RoundDue(HouseName House) : INoSerializationVerificationNeeded;

    private sealed class AddressesChanged : INoSerializationVerificationNeeded
    {
        public static AddressesChanged Instance { get; } = new();
    }

    private sealed class AddressesSettled : INoSerializationVerificationNeeded
    {
        public static AddressesSettled Instance { get; } = new();
    }
}
