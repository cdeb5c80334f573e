namespace TapoHive.Control.Wire;

/// <summary>The answer to a <see cref="Challenge"/>.</summary>
/// <param name="Operator">Who.</param>
/// <param name="Signature">ECDSA over <see cref="ProofText"/> by the operator's key.</param>
public sealed record Proof(string Operator, byte[] Signature) : IWireMessage;
