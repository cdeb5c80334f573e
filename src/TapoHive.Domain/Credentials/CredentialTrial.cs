using System.Collections.Immutable;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Credentials;

/// <summary>One credential tried at one plug.</summary>
/// <param name="Fingerprint">Which credential.</param>
/// <param name="Standing">What is known of it there.</param>
/// <param name="Unanswered">Earlier trials in a row whose answer was never seen.</param>
public sealed record CredentialTrial(CredentialFingerprint Fingerprint, CredentialStanding Standing, int Unanswered);
