namespace TapoHive.Control.Connections;

/// <summary>How far a connection at the gate has come.</summary>
internal enum VisitStage
{
    /// <summary>Somebody connected; TLS is not finished.</summary>
    HalfOpen,

    /// <summary>A certificate of the operators' authority was shown.</summary>
    Unproven,

    /// <summary>An operator proved its key, and has its conversation.</summary>
    Proven,

    /// <summary>Over.</summary>
    Gone,
}
