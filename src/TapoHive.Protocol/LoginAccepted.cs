using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol;

/// <summary>A plug accepted the credentials.</summary>
/// <param name="Credential">Which ones.</param>
/// <param name="Form">The form of <c>login_device</c> that worked, where there was one: worth remembering in the offer.</param>
/// <param name="AttemptsSpent">How many login attempts the plug has seen.</param>
public sealed record LoginAccepted(CredentialOrigin Credential, AesLogin? Form, int AttemptsSpent);
