using System.Net;
using NodaTime;
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
    Busy,
}

/// <summary>A plug that is not there: relays, a session, an address, and everything that goes wrong with them.</summary>
internal sealed class SimulatedPlug
{
    public static readonly Mac OurMac = Mac.Parse("00-00-5E-00-53-01");
    public static readonly Mac ForeignMac = Mac.Parse("00-00-5E-00-53-FF");
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

    /// <summary>Another device has taken this address.</summary>
    public PlugAddress? Usurped { get; set; }

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

    public TransportOffer Offer => new(Transport, 80);

    public void Apply(IEnumerable<OutletCommand> commands)
    {
        foreach (var command in commands.Where(command => Relays.ContainsKey(command.Slot.Number)))
        {
            Relays[command.Slot.Number] = command.Wanted;
            if (command.Wanted == PowerState.On)
            {
                Protections.Remove(command.Slot.Number);
            }
        }
    }

    public void Press(int slot = 0) => Relays[slot] = Relays[slot].Opposite();

    public void Trip(int slot = 0)
    {
        Relays[slot] = PowerState.Off;
        Protections[slot] = Protection.Overheated;
    }

    public void Reboot(PowerState wakesUp)
    {
        HasSession = false;
        foreach (var slot in Relays.Keys.ToList())
        {
            Relays[slot] = wakesUp;
        }
    }

    public void Heal()
    {
        SwitchFaults.Clear();
        HiddenOutlets.Clear();
        Usurped = null;
        Owner = OurOwner;
        Dark = false;
        SilentInDiscovery = false;
        RefusesAccount = false;
        Forbids = false;
        AsksForPatience = null;
    }

    public PlugReading Read() => new(OurMac, OurDeviceId, "P110", "1.0", "Lamp", -50,
        [.. Relays.Where(relay => !HiddenOutlets.Contains(relay.Key)).Select(relay => new OutletReading(
            new OutletSlot(relay.Key), "", relay.Value, null, Protections.GetValueOrDefault(relay.Key)))]);

    public Sighting Seen(Instant now) => new(
        OurMac, new DiscoveryId("0123456789abcdef0123456789abcdef"), Address.Host, "P110", Owner, new SightedTransport.Offered(Offer), Binding.Bound, now);

    public static PlugReading ForeignReading() => new(ForeignMac, new DeviceId("foreign"), "P100", "1.0", "Neighbour", -50,
        [new OutletReading(OutletSlot.Whole, "", PowerState.Off, null, Protection.None)]);
}
