namespace TapoHive.Domain.Houses;

/// <summary>Why an operator's words cannot be followed.</summary>
public enum ObjectionKind
{
    /// <summary>They mean nothing.</summary>
    NothingMeant,

    /// <summary>What they mean cannot be done.</summary>
    CannotBeDone,
}
