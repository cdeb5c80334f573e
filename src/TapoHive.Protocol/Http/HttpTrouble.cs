namespace TapoHive.Protocol.Http;

/// <summary>The ways in which a request to a plug's web server gets no answer that could be read.</summary>
internal enum HttpTrouble
{
    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>No way to the address.</summary>
    Unreachable,

    /// <summary>This host has no socket or port left: no news of the plug.</summary>
    OutOfSockets,

    /// <summary>No connection in time.</summary>
    ConnectTimeout,

    /// <summary>Connected, and no answer in time.</summary>
    Mute,

    /// <summary>The connection ended, or was reset, before the answer was whole.</summary>
    Broken,

    /// <summary>The answer is not HTTP.</summary>
    Garbled,

    /// <summary>Its headers or body exceed the bound.</summary>
    Oversized,

    /// <summary>It began and did not end in time.</summary>
    Dripping,
}
