namespace TapoHive.Domain.Schedules;

/// <summary>Why an occurrence was not carried out.</summary>
public enum SkipReason
{
    /// <summary>The hive learnt of it when its grace was over.</summary>
    Late,

    /// <summary>The schedule, or the house, was paused.</summary>
    Paused,

    /// <summary>A calendar leaves its day out.</summary>
    Calendar,

    /// <summary>A later occurrence of the same schedule is due too, and says what counts.</summary>
    Superseded,

    /// <summary>A person said to skip it.</summary>
    Ordered,

    /// <summary>It ends a window that did not begin.</summary>
    NotBegun,

    /// <summary>There is nothing to switch: its selectors mean no outlet, or its scene is gone.</summary>
    NothingMatched,
}
