namespace TapoHive.Control.Contract;

/// <summary>What becomes of a firing.</summary>
public enum FiringChange
{
    /// <summary>It appears.</summary>
    Add,

    /// <summary>It comes at another time.</summary>
    Move,

    /// <summary>It vanishes.</summary>
    Remove,
}
