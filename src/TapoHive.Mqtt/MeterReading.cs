using TapoHive.Domain.Energy;

namespace TapoHive.Mqtt;

/// <summary>What an outlet's meter last said.</summary>
/// <param name="Power">What flows now.</param>
/// <param name="Energy">A count of energy that only grows, or begins again from zero.</param>
public sealed record MeterReading(Power? Power, ElectricEnergy? Energy);
