using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Selecting;

/// <summary>What a request means in one house.</summary>
/// <param name="View">The house.</param>
/// <param name="Selectors">The selectors that are for it, without its name.</param>
/// <param name="Outlets">The outlets they mean.</param>
public sealed record HouseSelection(HouseView View, ImmutableArray<string> Selectors, ImmutableArray<OutletKey> Outlets);
