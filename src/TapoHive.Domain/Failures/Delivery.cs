namespace TapoHive.Domain.Failures;

/// <summary>What is known of a request that failed.</summary>
public enum Delivery
{
    /// <summary>The plug did not act on it: it was never sent, or was refused.</summary>
    NotDelivered,

    /// <summary>It was sent and no answer came: the plug may have acted on it, or may still.</summary>
    Unknown,
}
