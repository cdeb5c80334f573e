using System.Collections.Immutable;
using System.Text.Json;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>What truly reached plugs, plug by plug, oldest first.</summary>
internal sealed record ShownRequests(ImmutableArray<ShownRequest> Requests)
{
    public static ShownRequests Of(ImmutableArray<EmulatedPlug> plugs, long after) => new(
        [.. plugs.SelectMany(plug => plug.Core.Requests.After(after).Select(entry => new ShownRequest(
            plug.Number,
            entry.Number,
            entry.Entry.At,
            entry.Entry.Peer.ToString(),
            entry.Entry.Session,
            entry.Entry.Method,
            entry.Entry.Slot?.Number,
            entry.Entry.Code,
            JsonNamingPolicy.KebabCaseLower.ConvertName(entry.Entry.Carried.ToString()))))]);
}
