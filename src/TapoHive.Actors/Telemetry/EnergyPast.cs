using System.Collections.Immutable;
using Akka.Actor;
using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>What flowed through outlets; of those that were never measured nothing is told.</summary>
/// <param name="Outlets">Each with its bins, in order.</param>
public sealed record EnergyPast(ImmutableArray<OutletEnergy> Outlets) : INoSerializationVerificationNeeded;
