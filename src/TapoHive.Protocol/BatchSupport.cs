namespace TapoHive.Protocol;

/// <summary>Whether a plug takes a <c>multipleRequest</c> (PROTOCOL 5.1).</summary>
public enum BatchSupport
{
    /// <summary>Nobody has tried.</summary>
    Untried,

    /// <summary>It does.</summary>
    Accepted,

    /// <summary>It refused one, or left answers out: calls go one by one for the rest of this device's life.</summary>
    Refused,
}
