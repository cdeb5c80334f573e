using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Schedules;

/// <summary>What the schedules of a house do in a span of time.</summary>
/// <param name="Firings">Every occurrence and its decision, in order.</param>
/// <param name="Outlets">What becomes of each outlet.</param>
/// <param name="Conflicts">Where schedules are of two minds.</param>
/// <param name="Oddities">Clocks that are changed, days without a sunset.</param>
public sealed record Simulation(
    ImmutableArray<SimulatedFiring> Firings,
    ImmutableArray<SimulatedOutlet> Outlets,
    ImmutableArray<ScheduleConflict> Conflicts,
    ImmutableArray<ScheduleOddity> Oddities);
