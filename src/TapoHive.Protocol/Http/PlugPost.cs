namespace TapoHive.Protocol.Http;

/// <summary>One request to a plug's web server.</summary>
/// <param name="Origin">Which.</param>
/// <param name="Path">Path and query, without the first slash.</param>
/// <param name="Body">Sent with its length, never in chunks.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Cookie">Value of the <c>Cookie</c> header.</param>
internal sealed record PlugPost(WebOrigin Origin, string Path, ReadOnlyMemory<byte> Body, string ContentType, string? Cookie)
{
    /// <summary>Bytes, as KLAP sends them.</summary>
    public const string Octets = "application/octet-stream";

    /// <summary>JSON, as securePassthrough sends it.</summary>
    public const string Json = "application/json";

    /// <summary>Whether the connection may be used again.</summary>
    public ConnectionHabit Habit { get; init; } = ConnectionHabit.Keeps;

    /// <summary>How long an answer is worth waiting for.</summary>
    public PostWorth Worth { get; init; } = PostWorth.Usual;
}
