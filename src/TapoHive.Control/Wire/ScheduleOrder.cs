namespace TapoHive.Control.Wire;

/// <summary>What can be ordered about schedules.</summary>
public enum ScheduleOrder
{
    /// <summary>Leave out what is due.</summary>
    Pause,

    /// <summary>Go on.</summary>
    Resume,

    /// <summary>Leave out the next occurrence.</summary>
    Skip,

    /// <summary>Do now what it does.</summary>
    Fire,
}
