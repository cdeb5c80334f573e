using System.Collections.Immutable;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>Plugs as they truly are.</summary>
internal sealed record ShownPlugs(ImmutableArray<ShownPlug> Plugs)
{
    public static ShownPlugs Of(ImmutableArray<EmulatedPlug> plugs) => new([.. plugs.Select(ShownPlug.Of)]);
}
