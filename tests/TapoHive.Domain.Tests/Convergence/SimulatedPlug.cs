using System.Net;
using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>What a request that switches relays comes to.</summary>
internal enum SwitchFault
{
    AcknowledgedNotApplied,
    DroppedBeforeApplying,
    DroppedAfterApplying,
    AppliedLate,
    ShownLate,
    Busy,
}

/// <summary>A plug that is not there: relays, a session, an address, and everything that goes wrong with them.</summary>
internal sealed class SimulatedPlug
{
    public static readonly Mac OurMac = Mac.Parse("00-00-5E-00-53-01");
    public static readonly DeviceId OurDeviceId = new("8022000000000000000000000000000000000001");
    public static readonly PlugAddress FirstAddress = new(IPAddress.Parse("192.0.2.10"), 80);
    public static readonly PlugAddress SecondAddress = new(IPAddress.Parse("192.0.2.20"), 80);
    public static readonly OwnerHash OurOwner = OwnerHash.OfUser("me@example.com");
    public static readonly OwnerHash OtherOwner = OwnerHash.OfUser("them@example.com");

    public SortedDictionary<int, PowerState> Relays { get; } = new() { [0] = PowerState.Off };

    public HashSet<int> HiddenOutlets { get; } = [];

    public Dictionary<int, Protection> Protections { get; } = [];

    public Queue<SwitchFault> SwitchFaults { get; } = new();

    public PlugAddress Address { get; set; } = FirstAddress;

    /// <summary>Another device that has taken an address.</summary>
    public Usurper? Usurper { get; set; }

    public Transport Transport { get; set; } = Transport.Klap;

    public OwnerHash? Owner { get; set; } = OurOwner;

    public bool HasSession { get; set; }

    public bool Dark { get; set; }

    public bool SilentInDiscovery { get; set; }

    public bool RefusesAccount { get; set; }

    public bool Forbids { get; set; }

    public Duration? AsksForPatience { get; set; }

    public Duration SessionLifetime { get; set; } = Duration.FromHours(23);

    public int Logins { get; set; }

    public int RefusedLogins { get; set; }

    /// <summary>Whether it tells how long a relay has been on.</summary>
    public bool TellsOnTime { get; set; } = true;

    public bool HasCountdown { get; set; } = true;

    /// <summary>Says yes to countdowns and forgets them.</summary>
    public bool ForgetsTimers { get; set; }

    /// <summary>What is armed on each relay.</summary>
    public Dictionary<int, (Instant EndsAt, Duration Delay, PowerState Then)> Timers { get; } = [];

    /// <summary>Every movement of a relay, and when.</summary>
    public List<(Instant At, int Slot, PowerState To)> Movements { get; } = [];

    public StoredRules Rules { get; set; } = new([], null, AwayMode: false, null);

    public AutoUpdate? Updates { get; set; }

    /// <summary>How far its clock was set.</summary>
    public Duration? ClockSetBy { get; set; }

    /// <summary>Its zone's offset without summer time, and the zone's name.</summary>
    public (Offset Offset, string Region) Place { get; set; } = (Offset.Zero, "");

    /// <summary>The time as it truly is.</summary>
    public Instant Time { get; private set; } = Instant.FromUtc(2026, 1, 5, 8, 0);

    private Dictionary<int, Instant> OnSince { get; } = [];

    public TransportOffer Offer => new(Transport, 80);

    public void Apply(IEnumerable<OutletCommand> commands)
    {
        foreach (var command in commands.Where(command => Relays.ContainsKey(command.Slot.Number)))
        {
            Set(command.Slot.Number, command.Wanted, Time);
            if (command.Wanted == PowerState.On)
            {
                Protections.Remove(command.Slot.Number);
            }
        }
    }

    /// <summary>Time goes on, and countdowns fire in theirs.</summary>
    public void Advance(Instant to)
    {
        foreach (var (slot, timer) in Timers.Where(timer => timer.Value.EndsAt <= to).ToList())
        {
            Timers.Remove(slot);
            Set(slot, timer.Then, timer.EndsAt);
        }

        Time = to;
    }

    /// <summary>It has been on for a while already.</summary>
    public void OnFor(Duration time, int slot = 0)
    {
        Relays[slot] = PowerState.On;
        OnSince[slot] = Time - time;
    }

    public TimerSeen See(TimerCommand command)
    {
        var slot = command.Slot.Number;
        if (!HasCountdown)
        {
            return new TimerSeen(command.Slot, Time, null, new Failure(FailureKind.Unsupported, "It has no countdown."));
        }

        if (command is TimerCommand.Arm { Delay: var delay, Then: var then } && !ForgetsTimers)
        {
            Arm(delay, then, slot);
        }
        else if (command is TimerCommand.Clear)
        {
            Timers.Remove(slot);
        }

        return new TimerSeen(
            command.Slot,
            Time,
            Timers.TryGetValue(slot, out var armed)
                ? new Countdown.Armed(Duration.FromSeconds(Math.Ceiling((armed.EndsAt - Time).TotalSeconds)), armed.Delay, armed.Then)
                : new Countdown.Idle(),
            null);
    }

    public PlugSettings See(InspectionPart.Settings part)
    {
        if (part.Updates == Domain.Houses.FirmwareUpdates.Off && Updates is not null)
        {
            Updates = Updates with { Enabled = false };
        }

        return new PlugSettings(Updates, new PlugClock(Time, Place.Offset, Place.Region), ClockSetBy);
    }

    public StoredRules RulesOf(int slot) => Rules with { Countdown = HasCountdown ? See(new TimerCommand.Look(new OutletSlot(slot))).Countdown : null };

    public void Arm(Duration delay, PowerState then, int slot = 0) => Timers[slot] = (Time + delay, delay, then);

    public void Press(int slot = 0) => Set(slot, Relays[slot].Opposite(), Time);

    public void Trip(int slot = 0)
    {
        Set(slot, PowerState.Off, Time);
        Protections[slot] = Protection.Overheated;
    }

    public void Reboot(PowerState wakesUp)
    {
        HasSession = false;
        foreach (var slot in Relays.Keys.ToList())
        {
            Set(slot, PowerState.Off, Time);
            Set(slot, wakesUp, Time);
        }

        Timers.Clear();
    }

    public void Heal()
    {
        SwitchFaults.Clear();
        HiddenOutlets.Clear();
        Usurper = null;
        Owner = OurOwner;
        Dark = false;
        SilentInDiscovery = false;
        RefusesAccount = false;
        Forbids = false;
        AsksForPatience = null;
    }

    public PlugReading Read() => new(OurMac, OurDeviceId, "P110", "1.0", "Lamp", -50,
        [.. Relays.Where(relay => !HiddenOutlets.Contains(relay.Key)).Select(relay => new OutletReading(
            new OutletSlot(relay.Key), "", relay.Value, OnTime(relay.Key, relay.Value), Protections.GetValueOrDefault(relay.Key)))]);

    public Sighting Seen(Instant now) => new(
        OurMac, new DiscoveryId("0123456789abcdef0123456789abcdef"), Address.Host, "P110", Owner, new SightedTransport.Offered(Offer), Binding.Bound, now);

    private Duration? OnTime(int slot, PowerState state) => !TellsOnTime ? null
        : state == PowerState.Off ? Duration.Zero
        : Duration.FromSeconds(Math.Floor((Time - OnSince.GetValueOrDefault(slot, Time)).TotalSeconds));

    private void Set(int slot, PowerState to, Instant at)
    {
        if (Relays[slot] == to)
        {
            return;
        }

        Relays[slot] = to;
        Movements.Add((at, slot, to));
        if (to == PowerState.On)
        {
            OnSince[slot] = at;
        }
        else
        {
            OnSince.Remove(slot);
        }
    }
}
