using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using TapoHive.Emulator.Discovery;
using TapoHive.Emulator.Web;

namespace TapoHive.Emulator.Houses;

/// <summary>
/// Gives plugs their places and keeps the listeners in step with how present each plug is. A small house has a listener a plug, which can truly refuse; in a
/// large one with an address each, all plugs share one listener, which costs one descriptor instead of thousands.
/// </summary>
internal sealed class HouseNetwork : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<IPEndPoint, PlugCore> _places = new();
    private readonly Dictionary<IPEndPoint, PlugListener> _listeners = [];
    private readonly HashSet<IPAddress> _gone = [];
    private readonly HouseBinding _binding;
    private readonly ConnectionBudget _budget;
    private readonly CancellationToken _stopping;
    private PlugListener? _shared;
    private int _port;
    private int _next;

    public HouseNetwork(HouseBinding binding, bool isShared, ConnectionBudget budget, CancellationToken stopping)
    {
        (_binding, _budget, _stopping) = (binding, budget, stopping);
        _port = binding is HouseBinding.AddressEach each ? each.Port : 0;
        if (isShared)
        {
            _shared = PlugListener.Open(new IPEndPoint(IPAddress.Any, _port), Resolve, budget, stopping);
            _port = _shared.Place.Port;
        }
    }

    /// <summary>Which plugs are where.</summary>
    public IReadOnlyDictionary<IPEndPoint, PlugCore> Places => _places;

    /// <summary>The plug at an address, where each plug has its own.</summary>
    public PlugCore? PlugAt(IPAddress address) => _places.GetValueOrDefault(new IPEndPoint(address, _port));

    /// <summary>Gives a plug the next free place, its first or a new one; false when there is none left.</summary>
    /// <exception cref="SocketException">The place is taken by another program or not allowed.</exception>
    public bool TryPlace(PlugCore plug)
    {
        lock (_gate)
        {
            if (NextPlace() is not { } wanted)
            {
                return false;
            }

            var place = wanted;
            if (_shared is null)
            {
                var listener = PlugListener.Open(wanted, Resolve, _budget, _stopping);
                place = listener.Place;
                _listeners.Add(place, listener);
                _port = _binding is HouseBinding.AddressEach ? place.Port : _port;
            }

            var before = PlaceOf(plug);
            _places[place] = plug;
            plug.MoveTo(place);
            if (before is not null)
            {
                _places.TryRemove(before, out _);
                Close(before);
            }

            Apply(place, plug.Presence);
            return true;
        }
    }

    /// <summary>Two plugs get each other's places.</summary>
    public void Swap(PlugCore a, PlugCore b)
    {
        lock (_gate)
        {
            if (PlaceOf(a) is not { } placeOfA || PlaceOf(b) is not { } placeOfB)
            {
                return;
            }

            _places[placeOfA] = b;
            _places[placeOfB] = a;
            a.MoveTo(placeOfB);
            b.MoveTo(placeOfA);
            Apply(placeOfA, b.Presence);
            Apply(placeOfB, a.Presence);
        }
    }

    /// <summary>Makes the network notice what a plug has become.</summary>
    public void Notice(PlugCore plug)
    {
        lock (_gate)
        {
            // Asked here and not handed in: of two changes at once, the one that comes last need not be the last one.
            if (PlaceOf(plug) is { } place)
            {
                Apply(place, plug.Presence);
            }
        }

        if (plug.Presence is Presence.Refusing)
        {
            plug.Connections.ResetAll();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _shared?.Dispose();
            _shared = null;
            foreach (var listener in _listeners.Values)
            {
                listener.Dispose();
            }

            _listeners.Clear();
        }
    }

    private PlugCore? Resolve(IPEndPoint local) => _places.GetValueOrDefault(local);

    private static IPEndPoint? PlaceOf(PlugCore plug) => plug.Address.Host is { } host ? new IPEndPoint(host, plug.Address.Port) : null;

    private IPEndPoint? NextPlace()
    {
        if (_binding is HouseBinding.AddressEach { IsLoopback: false, Network: var real })
        {
            // Which there are may change while the house runs.
            return LocalAddresses.Now().Select(static local => local.Address).Where(real.Contains).Order(AddressOrder.Ascending)
                .Select(address => new IPEndPoint(address, _port))
                .FirstOrDefault(place => !_places.Keys.Any(taken => taken.Address.Equals(place.Address)));
        }

        var index = _next++;
        return _binding switch
        {
            HouseBinding.AddressEach each => HouseBinding.AddressAt(each.Network, index) is { } address ? new IPEndPoint(address, _port) : null,
            HouseBinding.PortEach { FirstPort: 0 } ports => new IPEndPoint(ports.Address, 0),
            HouseBinding.PortEach ports => ports.FirstPort + index <= 65535 ? new IPEndPoint(ports.Address, ports.FirstPort + index) : null,
            _ => throw new InvalidOperationException("Not a binding."),
        };
    }

    private void Apply(IPEndPoint place, Presence presence)
    {
        if (_shared is { } shared)
        {
            var changed = presence is Presence.Gone ? _gone.Add(place.Address) : _gone.Remove(place.Address);
            if (changed)
            {
                // Where the filter cannot be had, the connection is accepted and mute.
                _ = PacketFilter.TryDrop(shared.Socket, _gone.ToImmutableArray());
            }

            return;
        }

        if (presence is Presence.Refusing)
        {
            Close(place);
            return;
        }

        if (!_listeners.TryGetValue(place, out var listener) && !_stopping.IsCancellationRequested)
        {
            listener = Reopen(place);
        }

        if (listener is not null && presence is Presence.Gone)
        {
            _ = PacketFilter.TryDropAll(listener.Socket);
        }
        else if (listener is not null)
        {
            PacketFilter.Detach(listener.Socket);
        }
    }

    private PlugListener? Reopen(IPEndPoint place)
    {
        try
        {
            return _listeners[place] = PlugListener.Open(place, Resolve, _budget, _stopping);
        }
        catch (SocketException)
        {
            // Another program took the port while the plug refused: it stays refused.
            return null;
        }
    }

    private void Close(IPEndPoint place)
    {
        if (_listeners.Remove(place, out var listener))
        {
            listener.Dispose();
        }

        if (_gone.Remove(place.Address) && _shared is { } shared)
        {
            _ = PacketFilter.TryDrop(shared.Socket, _gone.ToImmutableArray());
        }
    }
}
