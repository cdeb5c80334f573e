namespace TapoHive.Domain.Schedules;

/// <summary>Which part of a schedule's day an occurrence is.</summary>
public enum WindowEdge
{
    /// <summary>The schedule is no window.</summary>
    None,

    /// <summary>The window begins.</summary>
    Start,

    /// <summary>The window ends.</summary>
    End,
}
