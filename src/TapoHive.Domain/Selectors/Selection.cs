using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Selectors;

/// <summary>What came of selectors in one house: outlets in the order of their names, or why they cannot be resolved.</summary>
/// <param name="Outlets">The outlets that are meant; may be none.</param>
/// <param name="Error">A sentence for people where a selector is wrong; then there are no outlets.</param>
public sealed record Selection(ImmutableArray<OutletName> Outlets, string? Error)
{
    /// <summary>Resolves a list of selectors (their union) against a house.</summary>
    public static Selection Resolve(HouseState state, IEnumerable<string> selectors)
    {
        try
        {
            var universe = new SelectorUniverse(state);
            var meant = new SortedSet<OutletName>();
            foreach (var text in selectors)
            {
                meant.UnionWith(universe.Resolve(SelectorParser.Parse(text)));
            }

            return new Selection([.. meant], null);
        }
        catch (SelectorException error)
        {
            return new Selection([], error.Message);
        }
    }
}
