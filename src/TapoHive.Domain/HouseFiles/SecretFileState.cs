namespace TapoHive.Domain.HouseFiles;

/// <summary>What can be said of a secret's file without opening it.</summary>
public enum SecretFileState
{
    /// <summary>Only its owner can change it, and at most its group can read it too.</summary>
    Guarded,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>Other users can read it, or put another secret into it.</summary>
    OpenToOthers,
}
