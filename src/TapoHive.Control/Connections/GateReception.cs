namespace TapoHive.Control.Connections;

/// <summary>How a gate received a client, before any actor was involved.</summary>
internal enum GateReception
{
    /// <summary>It is the gate that the client knows, and it took the client's certificate.</summary>
    Welcome,

    /// <summary>A gate of another authority answered; the client did not trust it.</summary>
    IsAnother,

    /// <summary>Something answered that is no gate.</summary>
    IsNoGate,

    /// <summary>It closed the connection without a word: it does not take the client's certificate, or has no room.</summary>
    ClosedTheDoor,
}
