namespace TapoHive.Protocol;

/// <summary>A plug accepted the credentials.</summary>
/// <param name="Credential">Which ones.</param>
/// <param name="AttemptsSpent">How many login attempts the plug has seen.</param>
public sealed record LoginAccepted(CredentialOrigin Credential, int AttemptsSpent);
