using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Selectors;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.HouseFiles;

/// <summary>
/// Reads the selectors of a house file, against the plugs that the file lists. Plugs that were adopted are not in the file: a name
/// that is no slip for a listed one may be theirs, so it is a warning; rooms and tags come from files only. Which model a plug is,
/// only the plug knows.
/// </summary>
internal sealed class SelectorReader
{
    private const string Example = "Write lamp, tag.light, room.hall, all, or several joined by 'and', 'or', 'not'";

    private static readonly char[] s_digits = [.. "0123456789"];

    private readonly HouseDefinition _house;
    private readonly SelectorUniverse _universe;
    private readonly HashSet<string> _names;
    private readonly bool _adopts;

    /// <summary>Reads against a house of which the plugs, at least, are known.</summary>
    public SelectorReader(HouseDefinition house)
    {
        _house = house;
        _universe = new SelectorUniverse(HouseEvolution.Evolve(HouseState.Empty, new HouseApplied(Instant.MinValue, house, "", "")));
        _names = _universe.Names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _adopts = !house.Discovery.Targets.IsEmpty;
    }

    /// <summary>The selectors that are an entry's value, one or a list of them (their union); nothing, and a problem for each mistake,
    /// where one is wrong.</summary>
    public ImmutableArray<string>? Read(Entry entry)
    {
        var selectors = ImmutableArray.CreateBuilder<string>();
        var isRight = true;
        foreach (var item in entry.Items())
        {
            if (item.Text("a selector", Example) is { } text && IsRight(item, text))
            {
                selectors.Add(text);
            }
            else
            {
                isRight = false;
            }
        }

        if (isRight && selectors.Count == 0)
        {
            entry.Error($"'{entry.Key}' names no outlet", Example);
            return null;
        }

        return isRight ? selectors.ToImmutable() : null;
    }

    /// <summary>The listed outlets that right selectors mean; what only adopted plugs or models could add is not among them.</summary>
    public ImmutableArray<OutletName> Listed(ImmutableArray<string> selectors)
    {
        var meant = new SortedSet<OutletName>();
        foreach (var selector in selectors.Select(SelectorParser.Parse).Where(selector => Leaves(selector).All(IsKnown)))
        {
            meant.UnionWith(_universe.Resolve(selector));
        }

        return [.. meant];
    }

    private bool IsRight(Entry item, string text)
    {
        Selector selector;
        try
        {
            selector = SelectorParser.Parse(text);
        }
        catch (SelectorException error)
        {
            item.Error(error.Fact, error.Remedy);
            return false;
        }

        var leaves = Leaves(selector).Distinct().ToList();
        var isRight = leaves.Select(leaf => IsRight(item, leaf)).ToList().TrueForAll(static right => right);
        if (isRight && leaves.TrueForAll(IsKnown) && _universe.Resolve(selector).Count == 0)
        {
            if (_universe.Emptiness(selector) is { } why)
            {
                item.Error(why.Fact, why.Remedy);
                return false;
            }

            // 'all' of a house whose plugs are all found means them.
            if (!_adopts || _names.Count > 0)
            {
                item.Warn($"'{selector.ToText()}' matches no listed outlet", "A protected outlet is only ever meant by its own name");
            }
        }

        return isRight;
    }

    private bool IsRight(Entry item, Selector leaf)
    {
        if (leaf is Selector.Named { House: { } house } && !string.Equals(house, _house.Name.Value, StringComparison.OrdinalIgnoreCase))
        {
            item.Error(
                $"'{leaf.ToText()}' is of another house, and this file speaks of '{_house.Name}' only",
                $"Leave '{house}/' out, or write it in that house's file");
            return false;
        }

        if (leaf is Selector.Named { Name: var name } && !_names.Contains(name))
        {
            if (_adopts && !IsSlip(name))
            {
                item.Warn($"no plug '{name}' is listed", "It means one that joins the house under that name; list it to be sure");
                return true;
            }
        }

        try
        {
            _universe.Resolve(leaf);
            return true;
        }
        catch (SelectorException error)
        {
            item.Error(error.Fact, error.Remedy);
            return false;
        }
    }

    // lamp-2 is what a second found 'Lamp' is called.
    private bool IsSlip(string name) => Suggestion.Nearest(name, _names) is { } near && near != name.TrimEnd(s_digits).TrimEnd('-');

    private bool IsKnown(Selector leaf) => leaf switch
    {
        Selector.Model => false,
        Selector.Named named => _names.Contains(named.Name),
        _ => true,
    };

    private static IEnumerable<Selector> Leaves(Selector selector) => selector switch
    {
        Selector.And and => Leaves(and.Left).Concat(Leaves(and.Right)),
        Selector.Or or => Leaves(or.Left).Concat(Leaves(or.Right)),
        Selector.Not not => Leaves(not.Of),
        _ => [selector],
    };
}
