namespace TapoHive.Domain.Energy;

/// <summary>How finely time is cut.</summary>
public enum EnergyScale
{
    /// <summary>By the minute.</summary>
    Minute,

    /// <summary>By the quarter of an hour.</summary>
    Quarter,

    /// <summary>By the hour.</summary>
    Hour,

    /// <summary>By the day.</summary>
    Day,

    /// <summary>By the month.</summary>
    Month,
}
