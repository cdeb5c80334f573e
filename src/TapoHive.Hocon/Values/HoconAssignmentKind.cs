namespace TapoHive.Hocon;

/// <summary>What an assignment does to the value a key had before.</summary>
public enum HoconAssignmentKind
{
    /// <summary>Replaces it.</summary>
    Set,

    /// <summary>Merges an object into it, also by a dotted key that passes through.</summary>
    Merge,

    /// <summary>Builds on it: <c>+=</c>, or a value that refers to its own key.</summary>
    Extend,

    /// <summary>Replaces it if something is there to replace it with: <c>${?OPTIONAL}</c>.</summary>
    Override,
}
