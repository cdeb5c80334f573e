using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>schedule next</c>.</summary>
/// <param name="Firings">In the order in which they are due.</param>
public sealed record FiringsReport(ImmutableArray<ScheduleFiring> Firings);
