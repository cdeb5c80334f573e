using TapoHive.Domain.Text;

namespace TapoHive.Domain.Credentials;

/// <summary>
/// Stands for one user name and password without telling either: an HMAC of both under a key that never leaves the hive's
/// data folder. Two fingerprints are equal exactly when the credentials are.
/// </summary>
public readonly record struct CredentialFingerprint(string Value) : IText<CredentialFingerprint>
{
    /// <inheritdoc/>
    public static CredentialFingerprint FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
