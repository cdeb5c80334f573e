namespace TapoHive.Domain.Diagnosis;

/// <summary>How a database is.</summary>
public enum DatabaseState
{
    /// <summary>It could not be looked at.</summary>
    Unknown,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is damaged.</summary>
    Damaged,

    /// <summary>It was checked and is whole.</summary>
    Sound,

    /// <summary>It is on a database server.</summary>
    Elsewhere,
}
