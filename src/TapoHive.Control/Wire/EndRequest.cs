namespace TapoHive.Control.Wire;

/// <summary>The client no longer wants the answer. What was durably accepted goes on.</summary>
/// <param name="Id">To which request.</param>
public sealed record EndRequest(long Id) : IWireMessage;
