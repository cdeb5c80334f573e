namespace TapoHive.Emulator.Faults;

/// <summary>Which requests a fault acts on and counts.</summary>
internal enum Concern
{
    /// <summary>None: it is there while it lasts.</summary>
    Standing,

    /// <summary>Every HTTP request that reaches the plug.</summary>
    Any,

    /// <summary>Handshakes (not the AES login).</summary>
    Handshake,

    /// <summary>Requests inside a session.</summary>
    Session,

    /// <summary>Requests inside a session with at least one write.</summary>
    Write,
}
