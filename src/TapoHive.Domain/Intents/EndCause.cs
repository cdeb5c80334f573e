namespace TapoHive.Domain.Intents;

/// <summary>What ends an intent without anybody's doing.</summary>
public enum EndCause
{
    /// <summary>Its own limit in time (<c>--for</c>, a window).</summary>
    Until,

    /// <summary>The outlet's <c>max-on</c>: it has been on for as long as it may be.</summary>
    MaxOn,
}
