using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>schedule simulate</c>.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when.</param>
/// <param name="Firings">Every occurrence.</param>
/// <param name="Outlets">What becomes of each outlet.</param>
/// <param name="Conflicts">Where schedules are of two minds.</param>
/// <param name="Oddities">Clocks that are changed, days without a sunset.</param>
public sealed record SimulationReport(
    string From,
    string To,
    ImmutableArray<ScheduleFiring> Firings,
    ImmutableArray<SimulatedOutletReport> Outlets,
    ImmutableArray<ConflictReport> Conflicts,
    ImmutableArray<OddityReport> Oddities);
