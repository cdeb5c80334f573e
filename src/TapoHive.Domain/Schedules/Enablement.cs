namespace TapoHive.Domain.Schedules;

/// <summary>Whether a schedule is in force.</summary>
public enum Enablement
{
    /// <summary>It is.</summary>
    Enabled,

    /// <summary>The file keeps it, and it does nothing.</summary>
    Disabled,
}
