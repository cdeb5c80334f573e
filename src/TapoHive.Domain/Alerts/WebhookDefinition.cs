using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Alerts;

/// <summary>Where messages are posted. Exactly one of <paramref name="Url"/> and <paramref name="HiddenUrl"/> is given: an address that holds a
/// token is a secret itself.</summary>
/// <param name="Url">The address, absolute, http or https.</param>
/// <param name="HiddenUrl">Where the address is kept.</param>
/// <param name="Secret">Where the secret that signs messages is kept; without one they are not signed.</param>
public sealed record WebhookDefinition(string? Url, SecretReference? HiddenUrl, SecretReference? Secret);
