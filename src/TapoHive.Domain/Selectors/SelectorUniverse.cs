using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Selectors;

/// <summary>The outlets of one house, as selectors see them. Worth keeping where many selectors are resolved one after the other.</summary>
internal sealed class SelectorUniverse(HouseState state)
{
    private readonly IReadOnlyList<(OutletRecord Outlet, PlugRecord Plug)> _outlets =
        [.. state.Plugs.Values.SelectMany(plug => plug.Outlets.Values.Select(outlet => (outlet, plug)))];

    private Dictionary<string, HashSet<OutletName>>? _byName;

    /// <summary>The names of plugs and outlets.</summary>
    public IEnumerable<string> Names =>
        _outlets.SelectMany(o => new[] { o.Outlet.Name.Value, o.Plug.Name.Value }).Distinct(StringComparer.Ordinal);

    /// <summary>Why a selector that is right means nothing, where that can be said: no outlet is both of what an <c>and</c> joins.</summary>
    public (string Fact, string? Remedy)? Emptiness(Selector selector)
    {
        switch (selector)
        {
            case Selector.And and:
                if (Emptiness(and.Left) is { } left)
                {
                    return left;
                }

                if (Emptiness(and.Right) is { } right)
                {
                    return right;
                }

                return Resolve(and.Left).Count > 0 && Resolve(and.Right).Count > 0 && Resolve(and).Count == 0
                    ? ($"'{and.ToText()}' matches nothing: no outlet is both", Excludes(and) ? $"Did you mean '{new Selector.Or(and.Left, and.Right).ToText()}'?" : null)
                    : null;
            case Selector.Or or:
                return Emptiness(or.Left) ?? Emptiness(or.Right);
            default:
                return null;
        }
    }

    // An outlet has one name, one room and one model.
    private static bool Excludes(Selector.And and) => (and.Left, and.Right) is
        (Selector.Named, Selector.Named) or (Selector.Room, Selector.Room) or (Selector.Model, Selector.Model);

    public HashSet<OutletName> Resolve(Selector selector) => selector switch
    {
        Selector.All => Where(static (_, _) => true),
        Selector.Tag tag => Known(Where((outlet, _) => outlet.Tags.Contains(tag.Name, StringComparer.OrdinalIgnoreCase)), "tag", tag.Name, _outlets.SelectMany(o => o.Outlet.Tags)),
        Selector.Room room => Known(Where((outlet, _) => Same(outlet.Room, room.Name)), "room", room.Name, _outlets.Select(o => o.Outlet.Room).OfType<string>()),
        Selector.Model model => Where((_, plug) => Same(plug.Model, model.Name)),
        Selector.Named named => Named(named),
        Selector.And and => Both(Resolve(and.Left), Resolve(and.Right)),
        Selector.Or or => Either(Resolve(or.Left), Resolve(or.Right)),
        Selector.Not not => Without(Where(static (_, _) => true), Resolve(not.Of)),
        _ => throw new InvalidOperationException("Not a selector."),
    };

    private static bool Same(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static HashSet<OutletName> Both(HashSet<OutletName> left, HashSet<OutletName> right)
    {
        left.IntersectWith(right);
        return left;
    }

    private static HashSet<OutletName> Either(HashSet<OutletName> left, HashSet<OutletName> right)
    {
        left.UnionWith(right);
        return left;
    }

    private static HashSet<OutletName> Without(HashSet<OutletName> all, HashSet<OutletName> these)
    {
        all.ExceptWith(these);
        return all;
    }

    // A tag or room that exists but means only protected outlets is known, and means nothing.
    private static HashSet<OutletName> Known(HashSet<OutletName> meant, string kind, string name, IEnumerable<string> known)
    {
        var words = known.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return words.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? meant
            : throw SelectorException.Of($"no {kind} '{name}'", Meant(name, words));
    }

    private HashSet<OutletName> Where(Func<OutletRecord, PlugRecord, bool> condition) =>
        [.. _outlets.Where(o => o.Plug.Protection == Protect.No && condition(o.Outlet, o.Plug)).Select(o => o.Outlet.Name)];

    private HashSet<OutletName> Named(Selector.Named named)
    {
        if (named.House is { } house && !Same(state.Definition?.Name.Value, house))
        {
            return [];
        }

        _byName ??= ByName();
        if (_byName.TryGetValue(named.Name, out var meant))
        {
            return [.. meant];
        }

        throw SelectorException.Of($"no plug or outlet '{named.Name}'", Meant(named.Name, Names));
    }

    private Dictionary<string, HashSet<OutletName>> ByName()
    {
        var names = new Dictionary<string, HashSet<OutletName>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (outlet, plug) in _outlets)
        {
            Add(outlet.Name.Value, outlet.Name);
            Add(plug.Name.Value, outlet.Name);
        }

        return names;

        void Add(string name, OutletName outlet)
        {
            if (!names.TryGetValue(name, out var meant))
            {
                names.Add(name, meant = []);
            }

            meant.Add(outlet);
        }
    }

    private static string? Meant(string word, IEnumerable<string> known) =>
        Suggestion.Nearest(word, known) is { } nearest ? $"Did you mean '{nearest}'?" : null;
}
