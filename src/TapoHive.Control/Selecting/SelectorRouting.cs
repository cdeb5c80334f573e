using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Selectors;

namespace TapoHive.Control.Selecting;

/// <summary>
/// Which houses a list of selectors is for. <c>hillside/lamp</c> is for that house only; without a house a selector is for every
/// house in which it means something. Each selector has to mean something somewhere.
/// </summary>
public abstract record SelectorRouting
{
    private SelectorRouting()
    {
    }

    /// <summary>For each house concerned its own selectors and the outlets they mean there.</summary>
    public sealed record Routed(ImmutableArray<HouseSelection> Houses) : SelectorRouting;

    /// <summary>A selector means nothing anywhere.</summary>
    public sealed record Nothing(string Message) : SelectorRouting;

    /// <summary>A selector cannot be read.</summary>
    public sealed record Unreadable(string Message) : SelectorRouting;

    /// <summary>Routes selectors; none at all means every outlet, protected ones included: looking is not switching.</summary>
    public static SelectorRouting Route(IReadOnlyCollection<HouseView> houses, IReadOnlyCollection<string> selectors)
    {
        if (houses.Count == 0)
        {
            return new Nothing(NoHouse.Words);
        }

        if (selectors.Count == 0)
        {
            return new Routed([.. houses.Select(static view => new HouseSelection(view, [], [.. view.State.OutletsByName.Values]))]);
        }

        var parts = houses.ToDictionary(static view => view.Name, static _ => new List<(string Selector, ImmutableArray<OutletKey> Outlets)>());
        foreach (var selector in selectors)
        {
            if (Place(houses, selector, parts) is { } failure)
            {
                return failure;
            }
        }

        return new Routed([.. houses.Where(view => parts[view.Name].Count > 0).Select(view => new HouseSelection(
            view,
            [.. parts[view.Name].Select(static part => part.Selector)],
            [.. parts[view.Name].SelectMany(static part => part.Outlets).Distinct()]))]);
    }

    private static SelectorRouting? Place(
        IReadOnlyCollection<HouseView> houses,
        string selector,
        Dictionary<HouseName, List<(string Selector, ImmutableArray<OutletKey> Outlets)>> parts)
    {
        var (house, rest) = Split(selector);
        var meant = houses.Where(view => house is null || string.Equals(view.Name.Value, house, StringComparison.OrdinalIgnoreCase)).ToList();
        if (meant.Count == 0)
        {
            return new Nothing($"There is no house '{house}' in this hive. Its houses: {string.Join(", ", houses.Select(static view => view.Name.Value))}.");
        }

        try
        {
            SelectorParser.Parse(rest);
        }
        catch (SelectorException error)
        {
            return new Unreadable(error.Message);
        }

        string? failure = null;
        var found = false;
        foreach (var view in meant)
        {
            var selection = Selection.Resolve(view.State, [rest]);
            failure ??= selection.Error ?? selection.Emptiness;
            if (selection.Outlets.Length > 0)
            {
                parts[view.Name].Add((rest, [.. selection.Outlets.Select(name => view.State.OutletsByName[name])]));
                found = true;
            }
        }

        return found ? null : new Nothing(failure
            ?? $"'{selector}' means no outlet. A protected outlet is only ever meant by its own name; 'tapohive status' shows all of them.");
    }

    // Only a lone word can have a house in front; inside 'a and b' the house itself tells its own names apart.
    private static (string? House, string Selector) Split(string selector)
    {
        var slash = selector.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0 || selector.AsSpan().IndexOfAny(" ()\t") >= 0 ? (null, selector) : (selector[..slash], selector[(slash + 1)..]);
    }
}
