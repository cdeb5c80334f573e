using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>One relay: its position (0 where it is the plug's only one), and whether it is closed.</summary>
internal sealed record ShownOutlet(int Position, string Name, string Power, double Watts)
{
    public static ShownOutlet Of(EmulatedOutlet outlet) => new(outlet.Slot.Number, outlet.Name, Word(outlet.Power), outlet.Watts);

    public static string Word(PowerState power) => power == PowerState.On ? "on" : "off";
}
