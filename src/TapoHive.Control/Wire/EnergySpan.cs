namespace TapoHive.Control.Wire;

/// <summary>Which time energy is asked of.</summary>
public enum EnergySpan
{
    /// <summary>None: only what flows now.</summary>
    Now,

    /// <summary>Today, in the house's time zone.</summary>
    Today,

    /// <summary>This week, from Monday on.</summary>
    Week,

    /// <summary>This month.</summary>
    Month,

    /// <summary>Since a moment, which is taken back to the start of its window.</summary>
    Since,

    /// <summary>From one moment to another, exactly.</summary>
    Between,
}
