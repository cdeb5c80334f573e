using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>Where a secret is kept. The secret itself never enters a file of ours, the journal or a message.</summary>
/// <param name="Source">The kind of place.</param>
/// <param name="Place">An absolute path, the name of an environment variable, or the name of a systemd credential.</param>
public sealed record SecretReference(SecretSource Source, string Place);
