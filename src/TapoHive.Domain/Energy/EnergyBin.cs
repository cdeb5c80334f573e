using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>What is known of one minute, quarter of an hour or day of an outlet; the length is that of the row it stands in. Bins of one start add up.</summary>
/// <param name="From">Its start.</param>
/// <param name="Energy">What flowed in the time that is known.</param>
/// <param name="Measured">How much of it was measured.</param>
/// <param name="Filled">How much of it was taken from the plug's own record.</param>
public readonly record struct EnergyBin(Instant From, EnergyAmount Energy, Duration Measured, Duration Filled)
{
    /// <summary>Both together; the start is the first's.</summary>
    public static EnergyBin operator +(EnergyBin a, EnergyBin b) => a with
    {
        Energy = a.Energy + b.Energy,
        Measured = a.Measured + b.Measured,
        Filled = a.Filled + b.Filled,
    };
}
