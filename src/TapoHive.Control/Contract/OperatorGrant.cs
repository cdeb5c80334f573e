using TapoHive.Control.Keys;

namespace TapoHive.Control.Contract;

/// <summary>What an operator needs besides its private key; the answer to a new key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Certificate">Its certificate (PEM); absent where the hive itself keeps the key.</param>
/// <param name="GateAuthority">By what it recognises the gate (PEM).</param>
/// <param name="Gate">Where the gate is for others.</param>
/// <param name="Reach">What keeps others from reaching the gate there, in a sentence; absent where nothing is known to.</param>
public sealed record OperatorGrant(string Name, OperatorRole Role, string? Certificate, string GateAuthority, GateAddress Gate, string? Reach);
