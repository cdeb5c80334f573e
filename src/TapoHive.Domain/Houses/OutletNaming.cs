using System.Collections.Immutable;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>How outlets get their names, and what becomes of them when a plug turns out to be a strip.</summary>
internal static class OutletNaming
{
    /// <summary>An outlet to which nothing has happened.</summary>
    public static OutletRecord Fresh(OutletName name, OutletSlot slot, string? room, ImmutableArray<string> tags) =>
        new(name, slot, room, tags, IntentSlots.Empty, 0, null, null, []);

    /// <summary><c>desk</c> for the only outlet of a plug, <c>desk.monitor</c> for one of several.</summary>
    public static OutletName NameOf(PlugName plug, OutletSlot slot, string part) =>
        new(slot == OutletSlot.Whole ? plug.Value : $"{plug.Value}.{part}");

    /// <summary>The outlets of a plug that got another name.</summary>
    public static ImmutableSortedDictionary<OutletSlot, OutletRecord> Renamed(PlugRecord plug, PlugName name) =>
        plug.Outlets.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => pair.Value with { Name = NameOf(name, pair.Key, PartOf(pair.Value.Name)) });

    /// <summary>The outlets of a strip that has shown them: what is known of an outlet stays; what was wanted of the plug as a
    /// whole is now wanted of each.</summary>
    public static ImmutableSortedDictionary<OutletSlot, OutletRecord> Named(PlugRecord plug, ImmutableArray<LearntOutlet> learnt, long revision)
    {
        var whole = plug.Outlets.GetValueOrDefault(OutletSlot.Whole);
        return learnt.ToImmutableSortedDictionary(
            outlet => outlet.Slot,
            outlet => plug.Outlets.TryGetValue(outlet.Slot, out var known)
                ? known
                : Fresh(NameOf(plug.Name, outlet.Slot, outlet.Name), outlet.Slot, plug.Room, plug.Tags) with
                {
                    Intents = whole?.Intents ?? IntentSlots.Empty,
                    DesiredRevision = whole is { DesiredRevision: > 0 } ? revision : 0,
                });
    }

    private static string PartOf(OutletName name) => name.Value[(name.Value.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
