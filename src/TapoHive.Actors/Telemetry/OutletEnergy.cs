using System.Collections.Immutable;
using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>What flowed through one outlet.</summary>
/// <param name="Outlet">Which.</param>
/// <param name="Last">The last look at its meter.</param>
/// <param name="Bins">What is known, in order.</param>
public sealed record OutletEnergy(HouseOutlet Outlet, EnergySample Last, ImmutableArray<EnergyBin> Bins);
