using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Selecting;

/// <summary>Names, <c>plug.*</c>, <c>tag.</c>, <c>room.</c>, <c>model.</c> and <c>all</c>, without and, or, not.</summary>
internal static class PlainSelectors
{
    public static Selection Resolve(HouseState house, IEnumerable<string> selectors)
    {
        var meant = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var selector in selectors)
        {
            var found = house.OutletsByName.Where(pair => Means(house, selector, pair.Key.Value, pair.Value)).Select(static pair => pair.Key.Value).ToList();
            if (found.Count == 0)
            {
                return new Selection.Nothing($"Nothing in this house is called '{selector}'. 'tapohive status' shows all names.");
            }

            meant.UnionWith(found);
        }

        return new Selection.Found([.. meant.Select(name => house.OutletsByName[new(name)])]);
    }

    private static bool Means(HouseState house, string selector, string name, OutletKey key)
    {
        var plug = house.Plugs[key.Plug];
        var outlet = house[key];
        var named = name == selector || plug.Name.Value == selector || selector == $"{plug.Name}.*";
        return named || (plug.Protection == Protect.No && (selector == "all"
            || (selector.StartsWith("tag.", StringComparison.Ordinal) && outlet.Tags.Contains(selector[4..]))
            || selector == $"room.{outlet.Room}"
            || selector == $"model.{plug.Model}"));
    }
}
