using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Storage;

/// <summary>The PostgreSQL database that takes the place of the files in the data folder.</summary>
/// <param name="Connection">How it is reached, as Npgsql writes it; without a password.</param>
/// <param name="Password">Where the password is kept; absent where none is asked for.</param>
public sealed record PostgresOptions(string Connection, SecretReference? Password);
