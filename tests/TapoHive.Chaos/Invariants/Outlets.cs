using System.Collections.Immutable;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Invariants;

/// <summary>The outlets of a house, by the devices that its journal knows.</summary>
internal static class Outlets
{
    /// <summary>The devices of the house.</summary>
    public static IReadOnlyDictionary<Mac, PlugId> Devices(History history)
    {
        Dictionary<Mac, PlugId> devices = [];
        foreach (var happened in history.Journal)
        {
            switch (happened)
            {
                case HouseApplied applied:
                    foreach (var mac in applied.Definition.Plugs.Select(static plug => plug.Mac).OfType<Mac>())
                    {
                        devices[mac] = new PlugId(mac.ToString());
                    }

                    break;
                case PlugFound found:
                    devices[found.Mac] = found.Plug;
                    break;
            }
        }

        return devices;
    }

    /// <summary>Every relay that was commanded, moved or wanted, with its device's part of the movements.</summary>
    public static IEnumerable<(PlugId Plug, OutletSlot Slot, Mac Device, IReadOnlyList<Movement> Movements)> Of(History history)
    {
        var moved = history.Movements.GroupBy(static movement => (movement.Device, movement.Slot)).ToDictionary(static group => group.Key, static group => group.ToList());
        foreach (var (device, plug) in Devices(history))
        {
            var slots = history.Journal.SelectMany(static happened => Intents(happened)).Where(intent => intent.Plug == plug).Select(static intent => intent.Slot)
                .Concat(moved.Keys.Where(key => key.Device == device).Select(static key => key.Slot))
                .Distinct();
            foreach (var slot in slots)
            {
                yield return (plug, slot, device, moved.GetValueOrDefault((device, slot)) ?? []);
            }
        }
    }

    private static ImmutableArray<RunIntent> Intents(HouseEvent happened) => happened switch
    {
        RunStarted run => run.Intents,
        StepBegan step => step.Intents,
        _ => [],
    };
}
