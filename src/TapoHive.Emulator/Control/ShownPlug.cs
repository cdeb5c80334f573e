using System.Collections.Immutable;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>One plug. The fields it shares with a line of <c>tapohive emulate</c> mean the same; a plug that speaks TPAP counts wrong passwords, and locks
/// itself after too many. <paramref name="ClockErrorSeconds"/> is how far its own clock is ahead.</summary>
internal sealed record ShownPlug(
    int Number,
    string Name,
    string Address,
    string Transport,
    string Model,
    string Id,
    string Mac,
    int Connections,
    bool Locked,
    int WrongLogins,
    double ClockErrorSeconds,
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
            plug.IsLocked,
            plug.WrongLogins,
            plug.ClockError.TotalSeconds,
            [.. plug.Faults.Select(FaultText.Of)],
            [.. plug.Outlets.Select(ShownOutlet.Of)]);
    }
}
