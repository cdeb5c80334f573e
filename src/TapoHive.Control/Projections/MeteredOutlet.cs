using System.Collections.Immutable;
using TapoHive.Control.Contract;
using TapoHive.Domain.Energy;

namespace TapoHive.Control.Projections;

/// <summary>An outlet's energy, and how it reads.</summary>
/// <param name="Points">By window.</param>
/// <param name="Report">In the contract.</param>
public sealed record MeteredOutlet(ImmutableArray<EnergyPoint> Points, EnergyOutletReport Report);
