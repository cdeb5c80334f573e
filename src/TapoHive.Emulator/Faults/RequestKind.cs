namespace TapoHive.Emulator.Faults;

/// <summary>The kinds of exchange with a plug.</summary>
internal enum RequestKind
{
    /// <summary>A request of a session, before it was decrypted.</summary>
    Unopened,

    /// <summary>A request that only wants to know what speaks here, or is no request at all.</summary>
    Other,

    /// <summary>AES <c>handshake</c>, KLAP <c>handshake1</c> and <c>handshake2</c>, TPAP <c>pake_register</c>.</summary>
    Handshake,

    /// <summary>AES <c>login_device</c>, TPAP <c>pake_share</c>.</summary>
    Login,

    /// <summary>A request inside a session.</summary>
    Session,
}
