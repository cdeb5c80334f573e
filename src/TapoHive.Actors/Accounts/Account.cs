using System.Collections.Immutable;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Protocol;

namespace TapoHive.Actors.Accounts;

/// <summary>An account ready for use.</summary>
/// <param name="Credentials">User name and password.</param>
/// <param name="Fingerprint">What stands for them where they must not be told.</param>
public sealed record Account(PlugCredentials Credentials, CredentialFingerprint Fingerprint);
