using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Accounts;

/// <summary>Reads a secret from where it is kept, anew each time. Nothing is thrown for what cannot be had.</summary>
public delegate Task<SecretFound> ReadSecret(SecretReference reference);
