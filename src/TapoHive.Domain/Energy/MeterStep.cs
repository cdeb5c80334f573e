using System.Collections.Immutable;

namespace TapoHive.Domain.Energy;

/// <summary>What one more look at a meter comes to.</summary>
/// <param name="State">What is to be remembered.</param>
/// <param name="Slices">What flowed since the last look, as far as it is known.</param>
/// <param name="Gap">A time in which nobody looked and of which the plug may know more.</param>
public sealed record MeterStep(MeterState State, ImmutableArray<EnergySlice> Slices, EnergyGap? Gap = null);
