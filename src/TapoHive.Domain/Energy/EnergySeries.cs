using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>What a plug has recorded itself (<c>get_power_data</c>, <c>get_energy_data</c>; PROTOCOL 5.6), over a row of slots of equal length.</summary>
/// <param name="From">The start of the first slot.</param>
/// <param name="Slot">The length of each.</param>
/// <param name="Energy">What flowed in each; absent where the plug has no data.</param>
/// <param name="AskedAt">When it was told: the slot that holds this moment is not over.</param>
public sealed record EnergySeries(Instant From, Duration Slot, ImmutableArray<EnergyAmount?> Energy, Instant AskedAt);
