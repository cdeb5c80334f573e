using TapoHive.Control.Keys;

namespace TapoHive.Control.Client;

/// <summary>A new key of an operator.</summary>
/// <param name="Key">The whole key file.</param>
/// <param name="Reach">What keeps others from reaching the gate where the file says, in a sentence; absent where nothing is known to.</param>
public sealed record IssuedKey(OperatorKey Key, string? Reach);
