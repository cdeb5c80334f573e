using Akka.Actor.Setup;

namespace TapoHive.Control.Connections;

/// <summary>Brings an end to the transport of its actor system.</summary>
internal sealed class OperatorEndSetup(OperatorEnd end) : Setup
{
    /// <summary>It.</summary>
    public OperatorEnd End { get; } = end;
}
