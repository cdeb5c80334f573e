namespace TapoHive.Domain.Sightings;

/// <summary>What a device that answered is to somebody with an account.</summary>
public enum SightingStanding
{
    /// <summary>A plug of the account.</summary>
    Ours,

    /// <summary>A plug of another account.</summary>
    OtherAccount,

    /// <summary>A plug that was never set up.</summary>
    NoAccount,

    /// <summary>No plug, or one that speaks what is not spoken here.</summary>
    NotSpoken,
}
