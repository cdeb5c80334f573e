using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Text;

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

    /// <summary>A wished name, with a number behind it where it is taken; no longer than a name may be in a file.</summary>
    public static string Free(string wish, HashSet<string> taken)
    {
        return !taken.Contains(wish) ? wish : Enumerable.Range(2, taken.Count + 1).Select(Numbered).First(name => !taken.Contains(name));

        string Numbered(int number)
        {
            var ending = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            return $"{wish[..Math.Min(wish.Length, Slug.Longest - ending.Length)].TrimEnd('-')}{ending}";
        }
    }

    /// <summary>The outlets of a plug that got another name.</summary>
    public static ImmutableSortedDictionary<OutletSlot, OutletRecord> Renamed(PlugRecord plug, PlugName name) =>
        plug.Outlets.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => pair.Value with { Name = NameOf(name, pair.Key, PartOf(pair.Value.Name)) });

    /// <summary>The outlets of a strip that has shown some: what is known of an outlet stays, also of one that is not shown now;
    /// what was wanted of the plug as a whole is now wanted of each, and what its house file says of the plug holds for each.</summary>
    public static ImmutableSortedDictionary<OutletSlot, OutletRecord> Named(PlugRecord plug, PlugDefinition? listed, ImmutableArray<LearntOutlet> learnt, Instant at, long revision)
    {
        var whole = plug.Outlets.GetValueOrDefault(OutletSlot.Whole);
        var outlets = plug.Outlets.Remove(OutletSlot.Whole);
        var taken = outlets.Values.Select(outlet => outlet.Name).ToHashSet();
        foreach (var outlet in learnt.Where(outlet => outlet.Slot != OutletSlot.Whole && !plug.Outlets.ContainsKey(outlet.Slot)))
        {
            // The file may have given an alias of the strip's to another of its outlets.
            var name = new[] { outlet.Name, outlet.Slot.ToString(), $"outlet-{outlet.Slot}", $"{outlet.Name}-{outlet.Slot}-{revision}" }
                .Select(part => NameOf(plug.Name, outlet.Slot, part))
                .First(taken.Add);
            var shown = Fresh(name, outlet.Slot, plug.Room, plug.Tags);
            outlets = outlets.SetItem(outlet.Slot, whole is not null
                ? shown with { MaxOn = whole.MaxOn, Intents = whole.Intents, DesiredRevision = whole.DesiredRevision > 0 ? revision : 0 }
                : shown.WithBase(listed?.Base, at, revision) with { MaxOn = listed?.MaxOn });
        }

        return outlets.IsEmpty ? plug.Outlets : outlets;
    }

    private static string PartOf(OutletName name) => name.Value[(name.Value.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
