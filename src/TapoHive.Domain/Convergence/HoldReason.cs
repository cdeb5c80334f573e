namespace TapoHive.Domain.Convergence;

/// <summary>Why an outlet's convergence rests.</summary>
public enum HoldReason
{
    /// <summary>It was pressed, and the house has yet to judge that.</summary>
    Press,

    /// <summary>The plug switched it off to protect itself: only a person, or an occurrence, may overrule that.</summary>
    Protection,
}
