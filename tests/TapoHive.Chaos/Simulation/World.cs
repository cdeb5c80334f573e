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
    private const string User = "me@example.com";
    private readonly List<Movement> _movements = [];
    private readonly List<Write> _writes = [];

    public World(Script script)
    {
        Time = new VirtualTime();
        Network = new Network([.. script.Devices.Select((device, index) => new Device(index + 1, device.Transport, device.Outlets, index == script.Devices.Length - 1 ? "neighbour@example.com" : User, Time, _movements))]);
        DiscoveryEvery = script.DiscoveryEvery;
        Household = new Household(
            script,
            new HouseDefinition(
                new HouseName("chaos"),
                "Europe/London",
                [new AccountDefinition(new AccountName("default"), User, new SecretReference(SecretSource.Environment, "UNUSED"))],
                DiscoveryDefinition.Usual with { Adopt = script.Adopt },
                PressPolicy.Follow,
                []),
            [.. Network.Devices.SkipLast(1).Select(static device => (device.Number, device.Mac, device.Relays.Keys.ToImmutableArray()))]);
        Outlets = [.. Network.Devices.SkipLast(1).SelectMany(static device => device.Relays.Keys.Select(slot => (device, slot)))];
    }

    public VirtualTime Time { get; }

    public Network Network { get; }

    public Journal Journal { get; } = new();

    public Bounds Bounds { get; } = new();

    public Duration DiscoveryEvery { get; }

    public Household Household { get; }

    /// <summary>Every relay that can be of the house.</summary>
    public ImmutableArray<(Device Device, OutletSlot Slot)> Outlets { get; }

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
}
