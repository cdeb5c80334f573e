using System.Collections.Immutable;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Plans;

/// <summary>
/// Compares two states of a house by what files would say of them. Plugs are compared by which device they are, everything else by
/// its name; a key that a later version adds to files is compared without a word here.
/// </summary>
public static class HouseDifference
{
    // The parts whose entries have names that a person chose; each name is a change of its own.
    private static readonly (string Section, string Kind)[] s_named =
        [("accounts", "account"), ("scenes", "scene"), ("schedules", "schedule"), ("calendars", "calendar")];

    /// <summary>Everything that differs: the house itself, discovery, accounts, plugs with their outlets, scenes, schedules, calendars.</summary>
    public static ImmutableArray<PlannedChange> Between(HouseState before, HouseState after)
    {
        var was = AsWritten(before);
        var becomes = AsWritten(after);
        var house = after.Definition?.Name.Value ?? "";
        var changes = ImmutableArray.CreateBuilder<PlannedChange>();
        House(was, becomes, house, changes);
        Part("discovery", house, was?["discovery"], becomes?["discovery"], changes);
        Named("accounts", "account", was, becomes, changes);
        changes.AddRange(PlugDifference.Between(Plugs(before, was), Plugs(after, becomes)));
        foreach (var (section, kind) in s_named.Where(static named => named.Section != "accounts"))
        {
            Named(section, kind, was, becomes, changes);
        }

        return changes.ToImmutable();
    }

    private static Written.Fields? AsWritten(HouseState state) =>
        HouseExport.Of(state) is { } definition ? HouseWriter.Write(definition, HouseDetail.Complete) : null;

    private static Dictionary<PlugId, WrittenPlug> Plugs(HouseState state, Written.Fields? written)
    {
        var texts = written?["plugs"] as Written.Fields ?? new Written.Fields([]);
        var byName = texts.Entries.ToDictionary(static entry => entry.Key, static entry => (Written.Fields)entry.Value, StringComparer.Ordinal);
        return state.Plugs.Values.Where(plug => plug.Membership != Membership.Found && state.Definition is not null)
            .ToDictionary(static plug => plug.Id, plug => new WrittenPlug(plug.Name.Value, byName[plug.Name.Value]));
    }

    private static void House(Written.Fields? was, Written.Fields? becomes, string house, ImmutableArray<PlannedChange>.Builder changes)
    {
        static Written.Fields? Itself(Written.Fields? written) => written is null ? null : new Written.Fields(
            [.. written.Entries.Where(static entry => entry.Key is not ("name" or "discovery" or "plugs") && !Array.Exists(s_named, named => named.Section == entry.Key))]);
        Part("house", house, Itself(was), Itself(becomes), changes);
    }

    private static void Named(string section, string kind, Written.Fields? was, Written.Fields? becomes, ImmutableArray<PlannedChange>.Builder changes)
    {
        var before = was?[section] as Written.Fields;
        var after = becomes?[section] as Written.Fields;
        var names = Names(before).Concat(Names(after)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            Part(kind, name, before?[name], after?[name], changes);
        }
    }

    private static IEnumerable<string> Names(Written.Fields? fields) => fields?.Entries.Select(static entry => entry.Key) ?? [];

    private static void Part(string kind, string name, Written? was, Written? becomes, ImmutableArray<PlannedChange>.Builder changes)
    {
        if ((was, becomes) switch
        {
            (null, null) => null,
            (null, { } added) => new PlannedChange(kind, name, ChangeKind.Add, DifferenceWords.Content(added)),
            ({ }, null) => new PlannedChange(kind, name, ChangeKind.Remove, ""),
            ({ } old, { } present) => DifferenceWords.Between(old, present) is { Length: > 0 } words ? new PlannedChange(kind, name, ChangeKind.Change, words) : null,
        } is { } change)
        {
            changes.Add(change);
        }
    }
}
