namespace TapoHive.Control.Wire;

/// <summary>The first word of a client.</summary>
/// <param name="Protocol">The version it speaks.</param>
/// <param name="Operator">Who it will prove to be.</param>
public sealed record Hello(int Protocol, string Operator) : IWireMessage;
