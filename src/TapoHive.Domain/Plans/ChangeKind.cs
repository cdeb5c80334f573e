namespace TapoHive.Domain.Plans;

/// <summary>What becomes of a part of a house.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Add,

    /// <summary>It goes.</summary>
    Remove,

    /// <summary>It stays and is otherwise.</summary>
    Change,
}
