using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>What becomes of an outlet.</summary>
/// <param name="Name">Which.</param>
/// <param name="HoursOn">How many hours it is on.</param>
/// <param name="Changes">When it changes.</param>
public sealed record SimulatedOutletReport(string Name, double HoursOn, ImmutableArray<SimulatedChangeReport> Changes);
