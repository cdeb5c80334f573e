using System.Collections.Immutable;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>Plugs as they truly are.</summary>
internal sealed record ShownPlugs(ImmutableArray<ShownPlug> Plugs)
{
    public static ShownPlugs Of(ImmutableArray<EmulatedPlug> plugs) => new([.. plugs.Select(ShownPlug.Of)]);
}

/// <summary>One plug. The fields it shares with a line of <c>tapohive emulate</c> mean the same.</summary>
internal sealed record ShownPlug(
    int Number,
    string Name,
    string Address,
    string Transport,
    string Model,
    string Id,
    string Mac,
    int Connections,
    ImmutableArray<string> Faults,
    ImmutableArray<ShownOutlet> Outlets)
{
    public static ShownPlug Of(EmulatedPlug plug)
    {
        var line = PlugLine.Of(plug);
        return new ShownPlug(
            plug.Number,
            line.Name,
            line.Address,
            line.Transport,
            line.Model,
            line.Id,
            line.Mac,
            plug.Connections,
            [.. plug.Faults.Select(FaultText.Of)],
            [.. plug.Outlets.Select(ShownOutlet.Of)]);
    }
}

/// <summary>One relay: its position (0 where it is the plug's only one), and whether it is closed.</summary>
internal sealed record ShownOutlet(int Position, string Name, string Power, double Watts)
{
    public static ShownOutlet Of(EmulatedOutlet outlet) => new(outlet.Slot.Number, outlet.Name, Word(outlet.Power), outlet.Watts);

    public static string Word(PowerState power) => power == PowerState.On ? "on" : "off";
}
