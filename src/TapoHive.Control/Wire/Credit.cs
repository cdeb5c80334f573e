namespace TapoHive.Control.Wire;

/// <summary>The client has read parts, and room for as many more.</summary>
/// <param name="Id">Of which request.</param>
/// <param name="Parts">How many.</param>
public sealed record Credit(long Id, int Parts) : IWireMessage;
