using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace TapoHive.Control.Keys;

/// <summary>Who may enter: names, roles and public keys. This, not a certificate, decides.</summary>
/// <param name="Operators">They.</param>
public sealed record OperatorRegistry(ImmutableArray<OperatorEntry> Operators)
{
    /// <summary>Nobody.</summary>
    public static OperatorRegistry Empty { get; } = new([]);

    /// <summary>Reads a registry; an absent file is an empty one.</summary>
    public static OperatorRegistry Read(string path) => File.Exists(path)
        ? JsonSerializer.Deserialize(File.ReadAllBytes(path), KeyJson.Default.OperatorRegistry) ?? Empty
        : Empty;

    /// <summary>Writes the registry.</summary>
    public void Write(string path) => PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, KeyJson.Default.OperatorRegistry));

    /// <summary>The same with one operator added, or changed.</summary>
    public OperatorRegistry With(OperatorEntry entry) =>
        new([.. Operators.Where(known => known.Name != entry.Name), entry]);

    /// <summary>The same without one operator.</summary>
    public OperatorRegistry Without(string name) => new([.. Operators.Where(known => known.Name != name)]);

    /// <summary>The operator of a name.</summary>
    public OperatorEntry? Find(string name) => Operators.FirstOrDefault(known => known.Name == name);

    /// <summary>The operator, if it is known and the signature is its own.</summary>
    public OperatorEntry? Verify(string name, byte[] text, byte[] signature)
    {
        if (Find(name) is not { } entry)
        {
            return null;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(entry.PublicKey), out _);
        return key.VerifyData(text, signature, HashAlgorithmName.SHA256) ? entry : null;
    }
}
