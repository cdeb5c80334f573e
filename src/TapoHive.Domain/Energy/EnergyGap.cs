using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>A time in which nobody looked at a meter.</summary>
/// <param name="From">The last look before it.</param>
/// <param name="To">The first one after it.</param>
/// <param name="Filled">What was accounted for by the plug's count, evenly over all of it; absent where that tells nothing.</param>
public sealed record EnergyGap(Instant From, Instant To, EnergyAmount? Filled);
