using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>What of a house is asked about.</summary>
/// <param name="House">The house.</param>
/// <param name="Outlets">Which of its outlets; absent for all that ever happened in it.</param>
public sealed record HistoryScope(HouseName House, ImmutableArray<OutletKey>? Outlets);
