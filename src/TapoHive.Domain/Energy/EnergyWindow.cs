using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>A stretch of time of which the energy is told.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end, left out.</param>
public readonly record struct EnergyWindow(Instant From, Instant To);
