using System.Collections.Immutable;
using System.Net;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Hardware;
using TapoHive.Emulator.Sessions;
using TapoHive.Emulator.Web;
using TapoHive.Protocol;
using PlugIdentity = TapoHive.Emulator.Devices.PlugIdentity;

namespace TapoHive.Emulator.Houses;

/// <summary>
/// A plug between its inside and the network: guards the device, keeps its sessions, faults, logs and alarms. <see cref="PlugDoor"/> answers
/// requests with it, <see cref="HouseNetwork"/> gives it a place.
/// </summary>
internal sealed partial class PlugCore : IDisposable
{
    private const int MostAlarms = 32;
    private readonly TimeProvider _time;
    private readonly Alarms _alarms;
    private readonly PlugCredentials _account;
    private ITimer? _due;
    private DateTimeOffset? _dueAt;
    private Presence _presence = Presence.Present;

    public PlugCore(PlugModel model, PlugIdentity identity, string name, ImmutableArray<(string Name, double Watts)> loads, PlugCredentials account, TimeProvider time, int logCapacity)
    {
        (_time, _account, FirstName) = (time, account, name);
        Movements = new BoundedLog<RelayMovement>(logCapacity);
        Requests = new BoundedLog<RequestSeen>(logCapacity);
        Faults = new FaultSet(time);
        _alarms = new Alarms(time, MostAlarms);
        Device = new PlugDevice(model, identity, name, loads, time.GetUtcNow(), Movements.Add);
    }

    /// <summary>Guards the device and its sessions.</summary>
    public Lock Gate { get; } = new();

    public string FirstName { get; }

    public PlugDevice Device { get; }

    public KlapSessions Klap { get; } = new();

    public AesSessions Aes { get; } = new();

    public TpapSessions Tpap { get; } = new();

    public FaultSet Faults { get; }

    public BoundedLog<RequestSeen> Requests { get; }

    public BoundedLog<RelayMovement> Movements { get; }

    public PlugConnections Connections { get; } = new();

    public TimeProvider Time => _time;

    /// <summary>How often mains went away; a request from before does not outlive it.</summary>
    public int Boots { get; private set; }

    /// <summary>Where it is.</summary>
    public PlugAddress Address { get; private set; }

    /// <summary>Is told when the network has to notice something else of the plug.</summary>
    public Action<PlugCore>? PresenceChanged { get; set; }

    /// <summary>What the network notices of it.</summary>
    public Presence Presence
    {
        get
        {
            lock (Gate)
            {
                return _presence;
            }
        }
    }

    /// <summary>What it holds as the account now.</summary>
    public PlugCredentials Credentials => HeldAccount.Of(_account, Device.Model, Faults.Standing<Fault.Account>()?.Kind);

    /// <summary>How far its own clock is ahead.</summary>
    public TimeSpan ClockError
    {
        get
        {
            lock (Gate)
            {
                return Device.ClockError;
            }
        }
    }

    /// <summary>The relays as they are now.</summary>
    public ImmutableArray<EmulatedOutlet> Outlets()
    {
        lock (Gate)
        {
            Device.Settle(_time.GetUtcNow());
            return
            [
                .. Device.Outlets.Select(static o => new EmulatedOutlet(
                    o.Slot, o.Id, o.Name, o.IsOn ? PowerState.On : PowerState.Off, o.Meter.Watts, o.Meter.Total.WattSeconds / 3600)),
            ];
        }
    }

    /// <summary>Gets a place; connections to the old one are lost.</summary>
    public void MoveTo(IPEndPoint place)
    {
        lock (Gate)
        {
            Address = new PlugAddress(place.Address, place.Port);
            Device.Address = place.Address;
        }

        Connections.ResetAll();
    }

    public bool Inject(Fault fault, FaultScope scope)
    {
        if (!Faults.Add(fault, scope))
        {
            return false;
        }

        // Faults that only requests notice are looked up when one comes; what the network notices has to happen on time.
        var timed = fault is not Fault.Dark
            || (_alarms.After(scope.At, Refresh) && (scope.For is not { } length || _alarms.After(scope.At + length, Refresh)));
        Refresh();
        return timed;
    }

    public void ClearFaults()
    {
        Faults.Clear();
        Refresh();
    }

    /// <summary>A discovery probe reached it: what sleeps wakes up.</summary>
    public void Wake()
    {
        if (Faults.Standing<Fault.Dark>() is { Kind: DarkKind.Asleep })
        {
            Faults.Clear(static f => f is Fault.Dark { Kind: DarkKind.Asleep });
            Refresh();
        }
    }

    public void Press(OutletSlot? slot) => Change((outlet, now) => outlet.Move(!outlet.IsOn, MovementCause.Button, now), slot);

    public void Trip(OutletSlot? slot) => Change(static (outlet, now) => outlet.Trip(now), slot);

    public void ClearMeter()
    {
        lock (Gate)
        {
            foreach (var outlet in Device.Outlets)
            {
                outlet.ForgetEnergy(_time.GetUtcNow());
            }
        }
    }

    public void LoseClock()
    {
        lock (Gate)
        {
            // Whole hours off, because the meter keeps hours.
            var now = _time.GetUtcNow();
            Device.ClockError = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero) - now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour));
        }
    }

    public void PlugIn(double watts, OutletSlot? slot) => Change((outlet, now) => outlet.PlugIn(watts, now), slot);

    public void Store(StoredRule rule, OutletSlot? slot) => Change((outlet, now) => StoredRules.Keep(outlet, rule, now), slot);

    public void Drift(TimeSpan by)
    {
        lock (Gate)
        {
            Device.ClockError += by;
        }
    }

    public void ForgetSessions()
    {
        lock (Gate)
        {
            ClearSessions();
        }
    }

    public void ChangeTransport(Transport to)
    {
        lock (Gate)
        {
            Device.Model = PlugModels.Updated(Device.Model, to);
            ClearSessions();
        }
    }

    /// <summary>Does something later or again and again, on the house's clock.</summary>
    public bool Schedule(TimeSpan at, TimeSpan? every, Action act) =>
        every is { } period ? _alarms.Every(at > TimeSpan.Zero ? at : period, period, act) : _alarms.After(at, act);

    /// <summary>Sets the alarm for what the device does next by itself. To be called after every change, under <see cref="Gate"/>.</summary>
    public void SetAlarm()
    {
        var next = Device.NextDue;
        if (next == _dueAt)
        {
            return;
        }

        _dueAt = next;
        var wait = next is { } due ? Max(due - _time.GetUtcNow(), TimeSpan.Zero) : Timeout.InfiniteTimeSpan;
        if (_due is null)
        {
            _due = _time.CreateTimer(static state => ((PlugCore)state!).Due(), this, wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _due.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _alarms.Dispose();
        _due?.Dispose();
        _mains?.Dispose();
    }

    /// <summary>All sessions and handshakes are gone. To be called under <see cref="Gate"/>.</summary>
    public void ClearSessions()
    {
        Klap.Clear();
        Aes.Clear();
        Tpap.Clear();
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void Change(Action<Outlet, DateTimeOffset> change, OutletSlot? slot)
    {
        lock (Gate)
        {
            if (_mainsBackAt is null)
            {
                var now = _time.GetUtcNow();
                Device.Settle(now);
                change(OutletIn(slot), now);
                SetAlarm();
            }
        }
    }

    private Outlet OutletIn(OutletSlot? slot) => slot is null
        ? Device.Outlets[0]
        : Device.Outlets.FirstOrDefault(o => o.Slot == slot) ?? throw new ArgumentOutOfRangeException(nameof(slot), slot, "The plug has no such outlet.");

    private void Due()
    {
        lock (Gate)
        {
            Device.Settle(_time.GetUtcNow());
            _dueAt = null;
            SetAlarm();
        }

        RebootIfAsked();
    }

    private void Refresh()
    {
        Presence presence;
        lock (Gate)
        {
            presence = _mainsBackAt is not null ? Presence.Gone : Faults.Standing<Fault.Dark>()?.Kind switch
            {
                DarkKind.Silent => Presence.Gone,
                DarkKind.Refused or DarkKind.Asleep => Presence.Refusing,
                DarkKind.Mute => Presence.Mute,
                _ => Presence.Present,
            };
            if (presence == _presence)
            {
                return;
            }

            _presence = presence;
        }

        PresenceChanged?.Invoke(this);
    }
}
