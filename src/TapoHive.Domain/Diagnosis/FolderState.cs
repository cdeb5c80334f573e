namespace TapoHive.Domain.Diagnosis;

/// <summary>How a data folder, or a private file in it, is.</summary>
public enum FolderState
{
    /// <summary>It could not be looked at.</summary>
    Unknown,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>This user may not use it.</summary>
    Forbidden,

    /// <summary>Others may read or change it.</summary>
    OpenToOthers,

    /// <summary>It is as it should be.</summary>
    Guarded,
}
