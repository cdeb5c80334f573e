using System.Collections.Immutable;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Readings;

namespace TapoHive.Protocol;

/// <summary>What a plug said of itself and of some of its meters in one exchange, or as few as it allows.</summary>
/// <param name="Plug">Identity and state.</param>
/// <param name="Energy">Of the meters that were asked, those that told anything.</param>
public sealed record MeteredReading(PlugReading Plug, ImmutableArray<EnergyReading> Energy);
