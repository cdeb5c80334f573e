namespace TapoHive.Control.Wire;

/// <summary>Asks to take a new key in the place of an operator's old one, and to end the conversations that were entered with that.</summary>
/// <param name="Id">Names the request.</param>
/// <param name="Name">Which operator.</param>
/// <param name="PublicKey">The public half of the new key (SubjectPublicKeyInfo); empty for the local operator, whose key the hive makes.</param>
public sealed record RotateOperatorRequest(long Id, string Name, byte[] PublicKey) : IOperatorRequest;
