using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TapoHive.Control.Keys;

/// <summary>
/// All that an operator needs to be let in, in one file: who it is, its certificate and private key, and the authority by which it
/// recognises the gate. Whoever has the file is the operator.
/// </summary>
public sealed class OperatorKey
{
    /// <summary>Layout of the file.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The operator's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do, for people; what counts is what the gate's registry says.</summary>
    public required OperatorRole Role { get; init; }

    /// <summary>Its certificate (PEM).</summary>
    public required string Certificate { get; init; }

    /// <summary>Its private key (PEM, PKCS#8).</summary>
    [JsonInclude]
    public required string PrivateKey { internal get; init; }

    /// <summary>The authority of the gate (PEM).</summary>
    public required string GateAuthority { get; init; }

    /// <summary>Where the gate is; absent for the local operator, who looks into the data folder.</summary>
    public GateAddress? Gate { get; init; }

    /// <summary>Reads a key file.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    [SuppressMessage("Design", "MA0054", Justification = "The cause may quote the file.")]
    public static OperatorKey Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), KeyJson.Default.OperatorKey)
                ?? throw new InvalidDataException($"'{path}' is empty.");
        }
        catch (JsonException)
        {
            throw new InvalidDataException($"'{path}' is not an operator's key.");
        }
    }

    /// <summary>Writes the key file, readable by its owner only.</summary>
    public void Write(string path) => PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, KeyJson.Default.OperatorKey));

    /// <summary>Signs with the private key: ECDSA P-256, SHA-256.</summary>
    public byte[] Sign(byte[] text)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(PrivateKey);
        return key.SignData(text, HashAlgorithmName.SHA256);
    }

    /// <summary>The public half, as the registry keeps it.</summary>
    public string PublicKey()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(PrivateKey);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The name only: a key has no words.</summary>
    public override string ToString() => Name;
}
