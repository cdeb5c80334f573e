namespace TapoHive.Actors.Admission;

/// <summary>Whether a plug answered when it was last tried.</summary>
public enum PlugHealth
{
    /// <summary>It did, or was never tried.</summary>
    Well,

    /// <summary>It did not.</summary>
    Troubled,
}
