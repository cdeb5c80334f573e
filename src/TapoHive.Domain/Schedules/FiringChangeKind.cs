namespace TapoHive.Domain.Schedules;

/// <summary>What becomes of a firing.</summary>
public enum FiringChangeKind
{
    /// <summary>It is new.</summary>
    Add,

    /// <summary>It is on the same day at another time.</summary>
    Move,

    /// <summary>It is no more.</summary>
    Remove,
}
