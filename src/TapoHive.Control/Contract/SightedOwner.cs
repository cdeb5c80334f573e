namespace TapoHive.Control.Contract;

/// <summary>Whose a sighted plug is.</summary>
public enum SightedOwner
{
    /// <summary>Bound to an account of one of the hive's houses.</summary>
    Ours,

    /// <summary>Bound to somebody else's account.</summary>
    Other,

    /// <summary>Bound to none: fresh from the factory.</summary>
    None,
}
