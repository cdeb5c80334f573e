namespace TapoHive.Domain.Sightings;

/// <summary>Why a probe could not leave.</summary>
public enum UnsentReason
{
    /// <summary>There is no way to the address.</summary>
    NoRoute,

    /// <summary>This machine forbids it.</summary>
    Forbidden,
}
