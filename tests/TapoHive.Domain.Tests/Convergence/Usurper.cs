using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>Another device, at an address that was the plug's.</summary>
internal sealed class Usurper(PlugAddress address)
{
    public static readonly Mac Mac = Mac.Parse("00-00-5E-00-53-FF");

    public PlugAddress Address { get; } = address;

    /// <summary>It takes another form of the login, or belongs to somebody else.</summary>
    public bool Refuses { get; set; }

    /// <summary>What it speaks, where that is not what the plug speaks.</summary>
    public Transport? Speaks { get; set; }

    /// <summary>It answers discovery.</summary>
    public bool IsSeen { get; set; }

    public Sighting Seen(Instant now) => new SimulatedPlug { Address = Address }.Seen(now) with { Mac = Mac };

    public static PlugReading Reading() => new(Mac, new DeviceId("foreign"), "P100", "1.0", "Neighbour", -50,
        [new OutletReading(OutletSlot.Whole, "", PowerState.Off, null, Protection.None)]);
}
