namespace TapoHive.Domain.Houses;

/// <summary>Why a found plug waits for <c>tapohive adopt</c>.</summary>
public enum WaitingReason
{
    /// <summary>Its house asks before it takes plugs in.</summary>
    HouseAsks,

    /// <summary>An operator took it out.</summary>
    Forgotten,
}
