using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>What flowed over a stretch of time.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end, left out.</param>
/// <param name="Energy">What flowed; negative only where it corrects what was written before.</param>
/// <param name="Source">How that is known.</param>
public readonly record struct EnergySlice(Instant From, Instant To, EnergyAmount Energy, EnergySource Source);
