using System.Collections.Immutable;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>Puts a reading together out of a plug's answers. Pure.</summary>
internal static class ReadingAssembly
{
    /// <summary>A plug with one relay; nothing where the answer lacks identity or state.</summary>
    public static PlugReading? OfSingle(DeviceInfo info) =>
        info.Mac is { } mac && ReadOutlet(OutletSlot.Whole, info) is { } outlet ? Of(mac, info, [outlet with { Alias = string.Empty }]) : null;

    /// <summary>A strip; nothing where the answer lacks identity. Sockets that do not tell their state are left out: nothing was read of them.</summary>
    public static PlugReading? OfStrip(DeviceInfo info, IReadOnlyList<DeviceInfo> children) =>
        info.Mac is { } mac ? Of(mac, info, [.. Slotted(children).Select(static child => ReadOutlet(child.Slot, child.Info)).OfType<OutletReading>()]) : null;

    /// <summary>How a strip's sockets are addressed.</summary>
    public static OutletLayout.Strip LayoutOf(IReadOnlyList<DeviceInfo> children) =>
        new([.. Slotted(children).Where(static child => child.Info.DeviceId is not null).Select(static child => new StripSocket(child.Slot, child.Info.DeviceId!))]);

    /// <summary>The sockets in their order. Plugs list them in any order and number them by <c>position</c>; one without a number of its own gets the lowest that is
    /// free, by its identifier, so that it is the same in every reading.</summary>
    private static IEnumerable<(OutletSlot Slot, DeviceInfo Info)> Slotted(IReadOnlyList<DeviceInfo> children)
    {
        var bySlot = new SortedDictionary<OutletSlot, DeviceInfo>();
        var unnumbered = new List<DeviceInfo>();
        foreach (var child in children.OrderBy(static child => child.DeviceId, StringComparer.Ordinal))
        {
            if (child.Position is not { } position || !bySlot.TryAdd(new OutletSlot(position), child))
            {
                unnumbered.Add(child);
            }
        }

        var next = 1;
        foreach (var child in unnumbered)
        {
            while (!bySlot.TryAdd(new OutletSlot(next), child))
            {
                next++;
            }
        }

        return bySlot.Select(static entry => (entry.Key, entry.Value));
    }

    private static OutletReading? ReadOutlet(OutletSlot slot, DeviceInfo info) =>
        info.State is { } state ? new OutletReading(slot, info.Alias, state, info.OnTime, info.Protection) : null;

    private static PlugReading Of(Mac mac, DeviceInfo info, ImmutableArray<OutletReading> outlets) =>
        new(mac, new DeviceId(info.DeviceId ?? string.Empty), info.Model, info.Firmware, info.Alias, info.SignalStrength, outlets);
}
