using System.Net;
using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;

namespace TapoHive.Chaos.Simulation;

/// <summary>A plug that is not there, in virtual time: relays, one session, an address, and what goes wrong with them.</summary>
internal sealed class Device
{
    private readonly OwnerHash _owner;
    private readonly VirtualTime _time;
    private readonly List<Movement> _movements;
    private readonly List<Ailment> _ailments = [];
    private readonly Dictionary<OutletSlot, Instant> _movedAt = [];
    private readonly Dictionary<OutletSlot, (Instant Ends, Duration Delay, PowerState Then)> _timers = [];
    private int _boots;

    public Device(int number, Transport transport, int outlets, string user, VirtualTime time, List<Movement> movements)
    {
        (Number, Transport, _owner, _time, _movements) = (number, transport, OwnerHash.OfUser(user), time, movements);
        Mac = Mac.FromBits(0x00005E005300UL + (ulong)number);
        Address = new PlugAddress(IPAddress.Parse($"192.0.2.{number}"), 80);
        Relays = new(Enumerable.Range(outlets == 1 ? 0 : 1, outlets).ToDictionary(static slot => new OutletSlot(slot), static _ => PowerState.Off));
    }

    public int Number { get; }

    public Mac Mac { get; }

    public DeviceId DeviceId => new($"8022{Number:D36}");

    public Transport Transport { get; set; }

    public PlugAddress Address { get; set; }

    public SortedDictionary<OutletSlot, PowerState> Relays { get; }

    public Dictionary<OutletSlot, Protection> Protections { get; } = [];

    /// <summary>The session it knows; whoever logs in takes it over.</summary>
    public object? Session { get; set; }

    public bool HasMains { get; private set; } = true;

    public TransportOffer Offer => new(Transport, 80);

    public void Suffer(Trouble trouble, Duration length, int strikes = int.MaxValue) => _ailments.Add(new Ailment(trouble, _time.Now + length, strikes));

    public void Heal() => _ailments.Clear();

    public bool Has(Trouble trouble) => _ailments.Any(ailment => ailment.Trouble == trouble && !ailment.IsOver(_time.Now));

    /// <summary>Whether a request is struck by a trouble, which counts it.</summary>
    public bool Struck(Trouble trouble)
    {
        if (_ailments.FirstOrDefault(ailment => ailment.Trouble == trouble && !ailment.IsOver(_time.Now)) is not { } ailment)
        {
            return false;
        }

        ailment.Strikes--;
        return true;
    }

    public void Apply(OutletCommand command, Instant sentAt)
    {
        if (!Relays.ContainsKey(command.Slot))
        {
            return;
        }

        if (command.Wanted == PowerState.On)
        {
            Protections.Remove(command.Slot);
        }

        Move(command.Slot, command.Wanted, MovedBy.Command, sentAt);
    }

    /// <summary>Arms or clears the countdown of a relay, and says how it stands; every other device has none.</summary>
    public TimerSeen See(TimerCommand command)
    {
        if (Number % 2 != 0)
        {
            return new TimerSeen(command.Slot, _time.Now, null, new Failure(FailureKind.Unsupported, "It has no countdown."));
        }

        switch (command)
        {
            case TimerCommand.Arm { Delay: var delay, Then: var then }:
                var ends = _time.Now + delay;
                _timers[command.Slot] = (ends, delay, then);
                Later(delay, () => RunOut(command.Slot, ends));
                break;
            case TimerCommand.Clear:
                _timers.Remove(command.Slot);
                break;
        }

        return new TimerSeen(
            command.Slot,
            _time.Now,
            _timers.TryGetValue(command.Slot, out var armed)
                ? new Countdown.Armed(Duration.FromSeconds(Math.Ceiling((armed.Ends - _time.Now).TotalSeconds)), armed.Delay, armed.Then)
                : new Countdown.Idle(),
            null);
    }

    private void RunOut(OutletSlot slot, Instant ends)
    {
        if (_timers.TryGetValue(slot, out var armed) && armed.Ends == ends)
        {
            _timers.Remove(slot);
            Move(slot, armed.Then, MovedBy.Other);
        }
    }

    /// <summary>Does something later, unless mains goes away meanwhile.</summary>
    public void Later(Duration wait, Action act)
    {
        var boots = _boots;
        _time.After(wait, () =>
        {
            if (boots == _boots)
            {
                act();
            }
        });
    }

    public void Press(OutletSlot slot)
    {
        if (HasMains)
        {
            Move(slot, Relays[slot].Opposite(), MovedBy.Other);
        }
    }

    public void Trip(OutletSlot slot)
    {
        if (HasMains && Relays[slot] == PowerState.On)
        {
            Move(slot, PowerState.Off, MovedBy.Other);
            Protections[slot] = Protection.Overloaded;
        }
    }

    /// <summary>Mains goes away and comes back; relays then are off, or as they were.</summary>
    public void Reboot(Duration off, bool remembers)
    {
        if (!HasMains)
        {
            return;
        }

        (HasMains, Session) = (false, null);
        _boots++;
        var before = Relays.ToDictionary();
        foreach (var slot in before.Keys)
        {
            Move(slot, PowerState.Off, MovedBy.Other);
        }

        Protections.Clear();
        _timers.Clear();
        _time.After(off, () =>
        {
            HasMains = true;
            foreach (var (slot, power) in before.Where(_ => remembers))
            {
                Move(slot, power, MovedBy.Other);
            }
        });
    }

    public PlugReading Read() => new(Mac, DeviceId, "P110", "1.0", $"Plug {Number}", -50,
    [
        .. Relays.Where(relay => !(relay.Key.Number > 1 && Has(Trouble.HiddenOutlet))).Select(relay => new OutletReading(
            relay.Key,
            $"Part {relay.Key}",
            relay.Value,
            relay.Value == PowerState.On ? _time.Now - _movedAt[relay.Key] : null,
            Protections.GetValueOrDefault(relay.Key))),
    ]);

    public Sighting Seen() => new(
        Mac, new DiscoveryId($"{Number:x32}"), Address.Host, "P110", _owner, new SightedTransport.Offered(Offer), Domain.Sightings.Binding.Bound, _time.Now);

    private void Move(OutletSlot slot, PowerState to, MovedBy cause, Instant? sentAt = null)
    {
        if (Relays[slot] != to)
        {
            Relays[slot] = to;
            _movedAt[slot] = _time.Now;
            _movements.Add(new Movement(_time.Now, Mac, slot, to, cause, sentAt));
        }
    }
}
