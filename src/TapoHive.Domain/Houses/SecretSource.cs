using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>The kinds of places where a secret is kept.</summary>
public enum SecretSource
{
    /// <summary>A file that only its owner can read; a trailing newline is not part of the secret.</summary>
    File,

    /// <summary>An environment variable of the hive.</summary>
    Environment,

    /// <summary>A systemd credential (a file in <c>CREDENTIALS_DIRECTORY</c>).</summary>
    Credential,
}
