namespace TapoHive.Control.Wire;

/// <summary>What a client has to sign.</summary>
/// <param name="Gate">Which gate asks: the fingerprint of its authority.</param>
/// <param name="Nonce">32 random bytes, good for one proof and a short while.</param>
public sealed record Challenge(string Gate, byte[] Nonce) : IWireMessage;
