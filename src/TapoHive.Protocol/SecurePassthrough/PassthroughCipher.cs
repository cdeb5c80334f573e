using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.SecurePassthrough;

/// <summary>
/// The symmetric half of a securePassthrough session: one AES-128 key and one IV for every message in both directions
/// (PROTOCOL 2.2). Disposing wipes both. Not for use by several threads at once.
/// </summary>
public sealed class PassthroughCipher : IDisposable
{
    /// <summary>Length of the key and IV together, as the handshake carries them.</summary>
    public const int KeyAndIvLength = 2 * AesCbc.BlockSize;

    private readonly byte[] _keyAndIv;
    private readonly AesCbc _aes;

    private PassthroughCipher(byte[] keyAndIv) => (_keyAndIv, _aes) = (keyAndIv, new AesCbc(keyAndIv.AsSpan(0, AesCbc.BlockSize)));

    private ReadOnlySpan<byte> Iv => _keyAndIv.AsSpan(AesCbc.BlockSize);

    /// <summary>Takes 16 bytes of key followed by 16 bytes of IV; they are copied.</summary>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public static PassthroughCipher From(ReadOnlySpan<byte> keyAndIv)
    {
        return keyAndIv.Length == KeyAndIvLength
            ? new PassthroughCipher(keyAndIv.ToArray())
            : throw new ArgumentException($"A session key and IV are {KeyAndIvLength} bytes together.", nameof(keyAndIv));
    }

    /// <summary>What a device does at each handshake: new random keys, and the base64 text that carries them to the client.</summary>
    public static PassthroughCipher Fresh(Keys.RsaPublicKey client, out string wrapped)
    {
        ArgumentNullException.ThrowIfNull(client);
        var cipher = new PassthroughCipher(RandomNumberGenerator.GetBytes(KeyAndIvLength));
        wrapped = Convert.ToBase64String(client.WrapPkcs1(cipher._keyAndIv));
        return cipher;
    }

    /// <summary>Encrypts a message to the base64 text of an envelope.</summary>
    public string Seal(ReadOnlySpan<byte> json)
    {
        var sealedText = new byte[AesCbc.SealedLength(json.Length)];
        _aes.Encrypt(Iv, json, sealedText);
        return Convert.ToBase64String(sealedText);
    }

    /// <summary>Decrypts the text of an envelope; false where it is no base64 or was sealed under other keys.</summary>
    public bool TryOpen(string sealedText, [NotNullWhen(true)] out byte[]? json)
    {
        ArgumentNullException.ThrowIfNull(sealedText);
        json = null;
        return Base64Text.Decode(sealedText) is { } bytes && _aes.TryDecrypt(Iv, bytes, out json);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_keyAndIv);
    }
}
