using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>A meter as it was last looked at.</summary>
/// <param name="Outlet">Whose.</param>
/// <param name="State">What is remembered of it.</param>
public sealed record KnownMeter(HouseOutlet Outlet, MeterState State);
