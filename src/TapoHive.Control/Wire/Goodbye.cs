namespace TapoHive.Control.Wire;

/// <summary>The client leaves.</summary>
public sealed record Goodbye : IWireMessage;
