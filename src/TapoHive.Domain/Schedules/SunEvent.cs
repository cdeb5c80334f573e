namespace TapoHive.Domain.Schedules;

/// <summary>What the sun does once a day.</summary>
public enum SunEvent
{
    /// <summary>Its centre comes to 6 degrees below the horizon: civil twilight begins.</summary>
    Dawn,

    /// <summary>Its upper edge appears.</summary>
    Sunrise,

    /// <summary>Its upper edge is gone.</summary>
    Sunset,

    /// <summary>Its centre sinks to 6 degrees below the horizon: civil twilight ends.</summary>
    Dusk,
}
