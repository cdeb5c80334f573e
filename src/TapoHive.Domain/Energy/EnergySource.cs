namespace TapoHive.Domain.Energy;

/// <summary>How an amount of energy is known.</summary>
public enum EnergySource
{
    /// <summary>The plug was looked at all the while.</summary>
    Measured,

    /// <summary>Nobody looked; the plug's own count or record tells it.</summary>
    Filled,

    /// <summary>It only moves energy within time that was accounted for before.</summary>
    Correction,
}
