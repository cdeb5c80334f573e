namespace TapoHive.Domain.Schedules;

/// <summary>How two schedules meet.</summary>
public enum ConflictKind
{
    /// <summary>They are due at the same moment.</summary>
    SameMoment,

    /// <summary>One is due while the window of the other runs.</summary>
    InsideWindow,
}
