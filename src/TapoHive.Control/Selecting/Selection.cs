using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Selecting;

/// <summary>What selectors mean in a house.</summary>
public abstract record Selection
{
    private Selection()
    {
    }

    /// <summary>These outlets, by name; at least one.</summary>
    public sealed record Found(ImmutableArray<OutletKey> Outlets) : Selection;

    /// <summary>None: the selector can be read, but nothing here is meant by it.</summary>
    public sealed record Nothing(string Message) : Selection;

    /// <summary>The selector cannot be read.</summary>
    public sealed record Unreadable(string Message) : Selection;

    /// <summary>Resolves a list of selectors (their union) against what a house remembers.</summary>
    public static Selection Resolve(HouseState house, IEnumerable<string> selectors) => PlainSelectors.Resolve(house, selectors);
}
