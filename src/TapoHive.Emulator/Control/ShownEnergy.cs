using System.Collections.Immutable;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>What truly flowed, whatever plugs tell or have forgotten.</summary>
internal sealed record ShownEnergy(ImmutableArray<ShownOutletEnergy> Outlets)
{
    public static ShownEnergy Of(ImmutableArray<EmulatedPlug> plugs) => new(
        [.. plugs.SelectMany(static plug => plug.Outlets.Select(outlet => new ShownOutletEnergy(
            plug.Number, outlet.Slot.Number, outlet.Name, outlet.WattHours, outlet.Power == PowerState.On ? outlet.Watts : 0)))]);
}
