using System.Net;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Simulation;

/// <summary>Where devices are.</summary>
internal sealed class Network(IReadOnlyList<Device> devices)
{
    private int _moves;

    public IReadOnlyList<Device> Devices { get; } = devices;

    public Device? At(PlugAddress address) => Devices.FirstOrDefault(device => device.Address == address);

    /// <summary>The devices that a broadcast reaches.</summary>
    public IEnumerable<Device> Discoverable => Devices.Where(IsDiscoverable);

    public static bool IsDiscoverable(Device device) =>
        device.HasMains && !device.Has(Trouble.Silent) && !device.Has(Trouble.Refused) && !device.Has(Trouble.Undiscoverable);

    /// <summary>A device gets an address of its own; its session survives nowhere but in it.</summary>
    public void Move(Device device) => device.Address = new PlugAddress(IPAddress.Parse($"192.0.3.{++_moves % 250}"), 80);

    public static void Swap(Device a, Device b) => (a.Address, b.Address) = (b.Address, a.Address);
}
