using System.Collections.Immutable;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Faults;

namespace TapoHive.Emulator.Houses;

/// <summary>
/// One plug of an <see cref="EmulatedHouse"/>, from outside: what it truly is and does, and the means to make its life hard. Thread-safe.
/// </summary>
public sealed class EmulatedPlug
{
    internal EmulatedPlug(int number, PlugCore core) => (Number, Core) = (number, core);

    /// <summary>Its number in the house, from 1.</summary>
    public int Number { get; }

    /// <summary>The name it came with, such as "Kettle". Clients may rename it; this stays.</summary>
    public string Name => Core.FirstName;

    /// <summary>Its hardware address.</summary>
    public Mac Mac => Core.Device.Identity.Mac;

    /// <summary>The 40 hex digits it shows inside a session.</summary>
    public string Id => Core.Device.Identity.DeviceId;

    /// <summary>The 32 hex digits it shows in discovery.</summary>
    public string DiscoveryId => Core.Device.Identity.DiscoveryId;

    /// <summary>Its model, such as <c>P110</c>.</summary>
    public string Model => Core.Device.Model.Name;

    /// <summary>The protocol it speaks now.</summary>
    public Transport Transport => Core.Device.Model.Transport;

    /// <summary>Where it is now.</summary>
    public PlugAddress Address => Core.Address;

    /// <summary>Its relays as they truly are now, by position.</summary>
    public ImmutableArray<EmulatedOutlet> Outlets => Core.Outlets();

    /// <summary>How far its own clock is ahead.</summary>
    public TimeSpan ClockError => Core.ClockError;

    /// <summary>Whether its only (or first) relay is closed.</summary>
    public PowerState Power => Outlets[0].Power;

    /// <summary>The last methods that reached it, oldest first.</summary>
    public IReadOnlyList<RequestSeen> Requests => Core.Requests.Entries;

    /// <summary>The last movements of its relays, oldest first.</summary>
    public IReadOnlyList<RelayMovement> Movements => Core.Movements.Entries;

    /// <summary>The faults in force or still to come.</summary>
    public IReadOnlyList<Fault> Faults => Core.Faults.Listed;

    /// <summary>How many TCP connections it has open.</summary>
    public int Connections => Core.Connections.Count;

    /// <summary>Whether it has locked itself and refuses every login.</summary>
    public bool IsLocked => Core.Lock().IsLocked;

    /// <summary>How many wrong passwords it counts since the last right one.</summary>
    public int WrongLogins => Core.Lock().Wrong;

    internal PlugCore Core { get; }

    /// <summary>Whether the relay in a slot is closed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The plug has no such slot.</exception>
    public PowerState PowerOf(OutletSlot slot) =>
        Outlets.FirstOrDefault(o => o.Slot == slot)?.Power ?? throw new ArgumentOutOfRangeException(nameof(slot), slot, "The plug has no such outlet.");

    /// <summary>Sets a fault on top of those already set.</summary>
    /// <returns>False when the plug has more than 64 faults, or more timed ones than it keeps.</returns>
    /// <exception cref="ArgumentException">The fault happens before a request is opened, and the scope picks a method.</exception>
    public bool Inject(Fault fault, FaultScope? scope = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        scope ??= FaultScope.Always;
        return scope.WrongFor(fault) is { } wrong ? throw new ArgumentException($"The fault cannot be set: {wrong}.", nameof(scope)) : Core.Inject(fault, scope);
    }

    /// <summary>Clears all faults; what they already did stays done.</summary>
    public void ClearFaults() => Core.ClearFaults();

    /// <summary>Somebody presses the button.</summary>
    public void Press(OutletSlot? slot = null) => Core.Press(slot);

    /// <summary>Mains goes away for a while.</summary>
    public void Reboot(TimeSpan off) => Core.Reboot(off);

    /// <summary>The overload protection opens a relay, if it is closed.</summary>
    public void Trip(OutletSlot? slot = null) => Core.Trip(slot);

    /// <summary>All sessions are forgotten; connections stay.</summary>
    public void ForgetSessions() => Core.ForgetSessions();

    /// <summary>A TPAP plug locks itself, as after too many wrong passwords.</summary>
    public void LockOut(TimeSpan length) => Core.LockOut(length);

    /// <summary>A firmware update, or the switch in the vendor's app, changes the protocol it speaks.</summary>
    public void ChangeTransport(Transport to) => Core.ChangeTransport(to);

    /// <summary>Puts its clock off by so much more.</summary>
    public void Drift(TimeSpan by) => Core.Drift(by);

    /// <summary>Somebody stores a rule on a relay in the vendor's app.</summary>
    public void Store(StoredRule rule, OutletSlot? slot = null) => Core.Store(rule, slot);

    /// <summary>All its meters forget what they counted.</summary>
    public void ClearMeter() => Core.ClearMeter();

    /// <summary>Its clock begins anew at the year 2000.</summary>
    public void LoseClock() => Core.LoseClock();

    /// <summary>Another appliance is plugged in.</summary>
    public void PlugIn(double watts, OutletSlot? slot = null) => Core.PlugIn(watts, slot);

    /// <summary>Forgets what was seen so far, so that a test can look at what comes next.</summary>
    public void ClearLogs()
    {
        Core.Requests.Clear();
        Core.Movements.Clear();
    }
}
