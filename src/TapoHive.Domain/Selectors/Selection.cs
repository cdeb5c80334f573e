using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Selectors;

/// <summary>What came of selectors in one house: outlets in the order of their names, or why they cannot be resolved.</summary>
/// <param name="Outlets">The outlets that are meant; may be none.</param>
/// <param name="Error">A sentence for people where a selector is wrong; then there are no outlets.</param>
/// <param name="Emptiness">A sentence for people that says why right selectors mean no outlet, where more can be said than that.</param>
public sealed record Selection(ImmutableArray<OutletName> Outlets, string? Error, string? Emptiness = null)
{
    /// <summary>Resolves a list of selectors (their union) against a house.</summary>
    public static Selection Resolve(HouseState state, IEnumerable<string> selectors) => Resolve(new SelectorUniverse(state), selectors);

    /// <summary>The same, where more than one list is resolved against a house.</summary>
    internal static Selection Resolve(SelectorUniverse universe, IEnumerable<string> selectors)
    {
        try
        {
            var meant = new SortedSet<OutletName>();
            var parsed = selectors.Select(SelectorParser.Parse).ToList();
            foreach (var selector in parsed)
            {
                meant.UnionWith(universe.Resolve(selector));
            }

            var emptiness = meant.Count > 0 ? null : parsed.Select(universe.Emptiness).FirstOrDefault(why => why is not null);
            return new Selection([.. meant], null, emptiness is { } why ? SelectorException.Sentence(why.Fact, why.Remedy) : null);
        }
        catch (SelectorException error)
        {
            return new Selection([], error.Message);
        }
    }
}
