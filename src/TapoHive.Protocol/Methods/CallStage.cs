namespace TapoHive.Protocol.Methods;

/// <summary>Where in a conversation an error code came: some mean different things (PROTOCOL 6).</summary>
public enum CallStage
{
    /// <summary>While the session is being opened, before any identity is proven.</summary>
    Handshake,

    /// <summary>In the answer to a login.</summary>
    Login,

    /// <summary>In the answer to a request, at its outer or inner level.</summary>
    Request,

    /// <summary>From one socket of a strip, the strip itself having answered 0: the session works.</summary>
    Child,
}
