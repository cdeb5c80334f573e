using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Houses;

/// <summary>Found plugs that wait for an operator, and those whose claim is under way. Not stored: who still waits after a restart is
/// seen again within a round.</summary>
internal sealed class AdoptionDesk
{
    private const int MostSeen = 4096;
    private static readonly Duration StaysFor = Duration.FromMinutes(10);

    private readonly Dictionary<Mac, Sighting> _seen = [];
    private readonly Dictionary<Mac, Sighting> _claimed = [];
    private readonly List<Order> _orders = [];
    private ImmutableArray<WaitingPlug> _waiting = [];
    private bool _stale;
    private bool _seenAgain;

    /// <summary>The plugs that wait, as of a moment; worked out anew only when something changed.</summary>
    public ImmutableArray<WaitingPlug> Waiting(HouseState state, Duration every, Instant now)
    {
        var oldest = now - Duration.Max(StaysFor, every * 3);
        foreach (var gone in _seen.Where(pair => pair.Value.SeenAt < oldest).Select(pair => pair.Key).ToList())
        {
            _stale |= _seen.Remove(gone);
        }

        if (_stale)
        {
            _stale = false;
            _waiting = AdoptionDecision.Waiting(state, _seen.Values);
            foreach (var settled in _seen.Keys.Except(_waiting.Select(plug => plug.Sighting.Mac)).ToList())
            {
                _seen.Remove(settled);
            }
        }

        else if (_seenAgain)
        {
            _waiting = [.. _waiting.Select(plug => plug with { Sighting = _seen.GetValueOrDefault(plug.Sighting.Mac, plug.Sighting) })];
        }

        _seenAgain = false;
        return _waiting;
    }

    /// <summary>Who is of the house, or may be, changed.</summary>
    public void Reconsider() => _stale = true;

    /// <summary>A plug that waits was seen.</summary>
    public void See(Sighting sighting)
    {
        if (_seen.TryGetValue(sighting.Mac, out var before) || _seen.Count < MostSeen)
        {
            _seen[sighting.Mac] = sighting;
            _stale |= before is null || before with { SeenAt = sighting.SeenAt } != sighting;
            _seenAgain = true;
        }
    }

    /// <summary>A plug that joins by itself was seen: claim it, unless that is under way.</summary>
    public bool Claims(Sighting sighting)
    {
        var begins = !_claimed.ContainsKey(sighting.Mac) && _claimed.Count < MostSeen;
        if (begins)
        {
            _claimed[sighting.Mac] = sighting;
        }

        return begins;
    }

    /// <summary>An operator wants plugs let in.</summary>
    public void Claims(ImmutableArray<WaitingPlug> plugs, Origin by, IActorRef asker) =>
        _orders.Add(new Order([.. plugs.Select(plug => plug.Sighting)], by, asker));

    /// <summary>The order that a claim's answer is for: the oldest one with these plugs.</summary>
    public Order? Ordered(IReadOnlyCollection<Mac> answered)
    {
        var order = _orders.Find(order => order.Sightings.All(sighting => answered.Contains(sighting.Mac)) && order.Sightings.Length == answered.Count);
        if (order is not null)
        {
            _orders.Remove(order);
        }

        return order;
    }

    /// <summary>The sighting of a plug that was claimed because it joins by itself; asked for once.</summary>
    public Sighting? Claimed(Mac mac) => _claimed.Remove(mac, out var sighting) ? sighting : null;

    /// <summary>What an operator asked for.</summary>
    internal sealed record Order(ImmutableArray<Sighting> Sightings, Origin By, IActorRef Asker);
}
