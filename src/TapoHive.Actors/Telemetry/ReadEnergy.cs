using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>Asks what flowed. Answered by <see cref="EnergyPast"/>, up to the last look.</summary>
/// <param name="Outlets">Through which outlets.</param>
/// <param name="From">From when on.</param>
/// <param name="To">Up to when, that moment left out.</param>
/// <param name="Grain">How finely; days are by <paramref name="Zone"/>.</param>
/// <param name="Zone">The zone of the days.</param>
public sealed record ReadEnergy(ImmutableArray<HouseOutlet> Outlets, Instant From, Instant To, EnergyGrain Grain, DateTimeZone Zone) : INoSerializationVerificationNeeded;
