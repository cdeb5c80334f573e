using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Discovery;
using TapoHive.Emulator.Faults;
using TapoHive.Protocol;
using PlugIdentity = TapoHive.Emulator.Devices.PlugIdentity;

namespace TapoHive.Emulator.Houses;

/// <summary>
/// A house of plugs that are not there: real sockets on this machine, the plugs' own protocols, and the truth about every relay. Thread-safe.
/// </summary>
public sealed class EmulatedHouse : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<DiscoveryResponder> _discovery = [];
    private readonly HouseNetwork _network;
    private ITimer? _sweep;

    private EmulatedHouse(HouseOptions options)
    {
        Plugs = Furnish(options);
        var isShared = options.Binding is HouseBinding.AddressEach { IsLoopback: true } && Plugs.Length > options.MostListeners;
        _network = new HouseNetwork(options.Binding, isShared, new Web.ConnectionBudget(options.MostConnections), _stopping.Token);
    }

    /// <summary>The plugs, by number.</summary>
    public ImmutableArray<EmulatedPlug> Plugs { get; }

    /// <summary>The UDP port discovery is answered on.</summary>
    public int DiscoveryPort => _discovery[0].Port;

    /// <summary>All UDP ports discovery is answered on.</summary>
    public ImmutableArray<int> DiscoveryPorts => [.. _discovery.Select(static d => d.Port)];

    /// <summary>Starts a house; once this returns, every plug answers.</summary>
    /// <exception cref="HouseStartException">A port is taken or not allowed, or the plugs do not fit.</exception>
    public static async Task<EmulatedHouse> StartAsync(HouseOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellation.ThrowIfCancellationRequested();
        EmulatedHouse? house = null;
        try
        {
            house = new EmulatedHouse(options);
            house.Open(options);
            return house;
        }
        catch (SocketException e)
        {
            await DisposeAsync(house);
            throw new HouseStartException(Explain(options, e), e);
        }
        catch (HouseStartException)
        {
            await DisposeAsync(house);
            throw;
        }
    }

    /// <summary>The plug of a number, from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public EmulatedPlug Plug(int number) => number >= 1 && number <= Plugs.Length
        ? Plugs[number - 1]
        : throw new ArgumentOutOfRangeException(nameof(number), number, "The house has no such plug.");

    /// <summary>The plug with a hardware address.</summary>
    public EmulatedPlug? Find(Mac mac) => Plugs.FirstOrDefault(p => p.Mac == mac);

    /// <summary>The plug with an id, that of sessions or that of discovery.</summary>
    public EmulatedPlug? Find(string id) => Plugs.FirstOrDefault(p =>
        p.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || p.DiscoveryId.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>A plug gets a new, unused address, as from a DHCP server. At the old one nobody answers any more.</summary>
    /// <returns>False when no address is left, or another program has the next one.</returns>
    public bool Move(EmulatedPlug plug)
    {
        ArgumentNullException.ThrowIfNull(plug);
        try
        {
            return _network.TryPlace(plug.Core);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Two plugs get each other's addresses.</summary>
    public void Swap(EmulatedPlug a, EmulatedPlug b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        _network.Swap(a.Core, b.Core);
    }

    /// <summary>Sets what a command line asked for.</summary>
    /// <returns>What could not be done, in words; null when all of it was.</returns>
    public string? Order(FaultOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Plugs.Pick(this) switch
        {
            Parsed<ImmutableArray<EmulatedPlug>>.Ok(var plugs) => order.ApplyTo(this, plugs),
            Parsed<ImmutableArray<EmulatedPlug>>.Error(var message) => message,
            _ => throw new InvalidOperationException("Not a picked set of plugs."),
        };
    }

    /// <summary>Something happens to a plug, now.</summary>
    public void Happen(EmulatedPlug plug, Incident incident)
    {
        ArgumentNullException.ThrowIfNull(plug);
        switch (incident)
        {
            case Incident.Press(var slot):
                plug.Press(slot);
                break;
            case Incident.Reboot(var off):
                plug.Reboot(off);
                break;
            case Incident.Trip(var slot):
                plug.Trip(slot);
                break;
            case Incident.Forget:
                plug.ForgetSessions();
                break;
            case Incident.Move:
                Move(plug);
                break;
            case Incident.Swap(var with):
                Swap(plug, Plug(with));
                break;
            case Incident.Lock(var length):
                plug.LockOut(length);
                break;
            case Incident.Drift(var by):
                plug.Drift(by);
                break;
            case Incident.Store(var rule, var slot):
                plug.Store(rule, slot);
                break;
            case Incident.ClearMeter:
                plug.ClearMeter();
                break;
            case Incident.LoseClock:
                plug.LoseClock();
                break;
            case Incident.Load(var watts):
                plug.PlugIn(watts);
                break;
            case Incident.Update(var to):
                plug.ChangeTransport(to);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(incident), incident, "Not an incident.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_sweep is not null)
        {
            await _sweep.DisposeAsync();
        }

        foreach (var responder in _discovery)
        {
            responder.Dispose();
            await responder.Running;
        }

        _network.Dispose();
        foreach (var plug in Plugs)
        {
            plug.Core.Dispose();
            plug.Core.Connections.ResetAll();
        }

        _stopping.Dispose();
    }

    private static ImmutableArray<EmulatedPlug> Furnish(HouseOptions options)
    {
        var account = new PlugCredentials(options.Username, options.Password);
        var (strips, singles) = (0, 0);
        var plugs = ImmutableArray.CreateBuilder<EmulatedPlug>(options.Mix.Count);
        foreach (var model in options.Mix.Models)
        {
            var index = model.IsStrip ? strips++ : singles++;
            var core = new PlugCore(
                model,
                PlugIdentity.Of(options.Seed, plugs.Count, options.Mix.Count),
                Furnishing.Name(options.Seed, index, model.IsStrip),
                Furnishing.Loads(options.Seed, index, model.IsStrip, model.ListOrder.Length),
                account,
                options.Time,
                options.LogCapacity);
            plugs.Add(new EmulatedPlug(plugs.Count + 1, core));
        }

        return plugs.MoveToImmutable();
    }

    private static async ValueTask DisposeAsync(EmulatedHouse? house)
    {
        if (house is not null)
        {
            await house.DisposeAsync();
        }
    }

    private static string Explain(HouseOptions options, SocketException e)
    {
        var where = options.Binding switch
        {
            HouseBinding.AddressEach(var network, var port) => string.Create(CultureInfo.InvariantCulture, $"{network} port {port}"),
            HouseBinding.PortEach(var address, var port) => string.Create(CultureInfo.InvariantCulture, $"{address} from port {port}"),
            _ => "its place",
        };
        var remedy = e.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => "Another program has the port: choose another one for the plugs or for discovery, or stop that program.",
            SocketError.AccessDenied => "Ports below 1024 need more rights: choose a higher one.",
            SocketError.AddressNotAvailable when !options.Binding.IsLoopback => "This machine does not have the address: add it first ('ip address add'), or use a loopback one.",
            SocketError.AddressNotAvailable => "This system serves only some loopback addresses: use one address with a port a plug.",
            _ => "Choose another address or port.",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The house could not be started on {where} with discovery on UDP {options.DiscoveryPort}: {e.Message}. {remedy}");
    }

    private void Open(HouseOptions options)
    {
        foreach (var plug in Plugs)
        {
            plug.Core.PresenceChanged = _network.Notice;
            if (!_network.TryPlace(plug.Core))
            {
                throw new HouseStartException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Plugs.Length} plugs do not fit there: plug {plug.Number} has no place left. ") + (options.Binding is HouseBinding.AddressEach { IsLoopback: false, Network: var network }
                    ? $"Each needs an address of this machine in {network}: add one for each first, such as 'ip address add {HouseBinding.AddressAt(network, plug.Number + 9)}/{network.PrefixLength} dev eth0'."
                    : "Use a larger network or a lower first port."));
            }
        }

        _discovery.Add(DiscoveryResponder.Open(options.DiscoveryPort, _network, options.Binding, options.Time, _stopping.Token));
        if (options.SecondDiscoveryPort is { } second)
        {
            _discovery.Add(DiscoveryResponder.Open(second, _network, options.Binding, options.Time, _stopping.Token));
        }

        foreach (var order in options.Faults)
        {
            if (Order(order) is { } problem)
            {
                throw new HouseStartException(problem);
            }
        }

        _sweep = options.Time.CreateTimer(_ => EndIdle(options.Time.GetUtcNow() - options.IdleConnection), null, options.IdleConnection / 4, options.IdleConnection / 4);
    }

    private void EndIdle(DateTimeOffset since)
    {
        foreach (var plug in Plugs)
        {
            plug.Core.Connections.EndIdle(since);
        }
    }
}
