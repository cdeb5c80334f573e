namespace TapoHive.Control.Wire;

/// <summary>The client is still there: renews the lease of its conversation.</summary>
public sealed record KeepAlive : IWireMessage;
