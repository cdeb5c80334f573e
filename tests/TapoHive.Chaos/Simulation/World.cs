using System.Collections.Immutable;
using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Simulation;

/// <summary>Everything that outlives a hive: time, devices, the journal, and what was seen.</summary>
internal sealed class World
{
    private readonly List<Movement> _movements = [];
    private readonly List<Write> _writes = [];

    public World(Script script)
    {
        Time = new VirtualTime();
        Network = new Network([.. script.Devices.Select((device, index) => new Device(index + 1, device.Transport, device.Outlets, Time, _movements))]);
        DiscoveryEvery = script.DiscoveryEvery;
        Definition = new HouseDefinition(
            new HouseName("chaos"),
            "Europe/London",
            [new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
            DiscoveryDefinition.Usual with { Adopt = Adoption.Ask },
            PressPolicy.Follow,
            [.. Network.Devices.SkipLast(1).Select((device, index) => Listed(device, script.Enforced.Contains(index) ? PressPolicy.Enforce : null))]);
        Outlets = [.. Network.Devices.SkipLast(1).SelectMany(static device => device.Relays.Keys.Select(slot => (device, slot, NameOf(device, slot))))];
    }

    public VirtualTime Time { get; }

    public Network Network { get; }

    public Journal Journal { get; } = new();

    public Bounds Bounds { get; } = new();

    public Duration DiscoveryEvery { get; }

    public HouseDefinition Definition { get; }

    /// <summary>Every relay of the house.</summary>
    public ImmutableArray<(Device Device, OutletSlot Slot, OutletName Name)> Outlets { get; }

    /// <summary>Toggles that wait for readings, by their clients.</summary>
    public Dictionary<string, Asked> Toggling { get; } = [];

    public ImmutableArray<Movement> Movements => [.. _movements];

    public ImmutableArray<Write> Writes => [.. _writes];

    public void Wrote(Device device, PlugEffect.Send send, PlugId meant, bool stray)
    {
        foreach (var command in send.Commands)
        {
            _writes.Add(new Write(Time.Now, device.Mac, command.Slot, Mac.Parse(meant.Value), stray));
        }
    }

    private static PlugDefinition Listed(Device device, PressPolicy? press) => new(
        new PlugName($"p{device.Number}"),
        device.Mac,
        null,
        null,
        new AccountName("default"),
        null,
        [],
        Protect.No,
        device.Number % 3 == 0 ? PowerState.On : null,
        press,
        device.Relays.Count == 1 ? [] : [.. device.Relays.Keys.Select(static slot => new OutletDefinition($"{(char)('a' + slot.Number)}", slot, null, [], null))]);

    private static OutletName NameOf(Device device, OutletSlot slot) =>
        new(slot == OutletSlot.Whole ? $"p{device.Number}" : $"p{device.Number}.{(char)('a' + slot.Number)}");
}
