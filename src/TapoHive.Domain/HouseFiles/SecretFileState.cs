namespace TapoHive.Domain.HouseFiles;

/// <summary>What can be said of a secret's file without opening it.</summary>
public enum SecretFileState
{
    /// <summary>It is there, and not everybody can read it.</summary>
    Guarded,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>Every user of the machine can read it.</summary>
    OpenToAll,
}
