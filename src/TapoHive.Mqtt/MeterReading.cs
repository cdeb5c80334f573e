using TapoHive.Domain.Energy;

namespace TapoHive.Mqtt;

/// <summary>What an outlet's meter last said.</summary>
/// <param name="Power">What flows now; absent until it was looked at in this life of the hive.</param>
/// <param name="Energy">A count of energy that grows, or begins again from zero; absent until the meter told one.</param>
public sealed record MeterReading(Power? Power, ElectricEnergy? Energy)
{
    /// <summary>Of a meter that has told nothing yet.</summary>
    public static MeterReading None { get; } = new(null, null);
}
