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

/// <summary>One movement. Numbers count from 1 for each plug, so that a gap shows what is no longer kept.</summary>
internal sealed record ShownMovement(int Plug, long Number, DateTimeOffset At, int Position, string To, string Cause);
