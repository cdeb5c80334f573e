namespace TapoHive.Protocol.Http;

/// <summary>How much hangs on the answer to a request.</summary>
internal enum PostWorth
{
    /// <summary>It can be asked again.</summary>
    Usual,

    /// <summary>It cannot: an answer that is not waited for costs the plug's trust.</summary>
    Irreplaceable,
}
