using System.Collections.Immutable;
using System.Text.Json;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>What relays truly did, plug by plug, oldest first.</summary>
internal sealed record ShownMovements(ImmutableArray<ShownMovement> Movements)
{
    public static ShownMovements Of(ImmutableArray<EmulatedPlug> plugs, long after) => new(
        [.. plugs.SelectMany(plug => plug.Core.Movements.After(after).Select(entry => new ShownMovement(
            plug.Number,
            entry.Number,
            entry.Entry.At,
            entry.Entry.Slot.Number,
            ShownOutlet.Word(entry.Entry.To),
            JsonNamingPolicy.KebabCaseLower.ConvertName(entry.Entry.Cause.ToString()))))]);
}
