namespace TapoHive.Actors.Accounts;

/// <summary>A secret, or why it cannot be had.</summary>
/// <param name="Secret">The secret; absent where it cannot be had.</param>
/// <param name="Trouble">The end of the sentence "it cannot be had: ...", with a remedy.</param>
public readonly record struct SecretFound(string? Secret, string Trouble)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => Secret is null ? Trouble : "a secret";
}
