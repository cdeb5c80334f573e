using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>What is added to a minute of an outlet.</summary>
/// <param name="Outlet">Whose.</param>
/// <param name="Bin">What.</param>
public readonly record struct MinuteOf(HouseOutlet Outlet, EnergyBin Bin);
