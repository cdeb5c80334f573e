using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Discovery;

/// <summary>
/// The <c>encrypt_info</c> of a discovery answer (PROTOCOL 1.3): <c>key</c> holds an AES-128 key and IV wrapped with OAEP for the
/// probe's key, <c>data</c> a JSON object under them. Cameras, hubs and doorbells send it; no plug is known to.
/// </summary>
public static class SealedInfo
{
    private const int KeyAndIvLength = 2 * AesCbc.BlockSize;

    /// <summary>Opens the object; nothing where it was sealed for another key or is garbage.</summary>
    public static JsonElement? Open(JsonElement encryptInfo, RsaKeyPair key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!TryBase64(encryptInfo.Text("key"), out var wrapped)
            || !TryBase64(encryptInfo.Text("data"), out var data)
            || !key.TryUnwrapOaep(wrapped, out var keyAndIv))
        {
            return null;
        }

        var opened = keyAndIv.Length == KeyAndIvLength
            && AesCbc.TryDecrypt(keyAndIv.AsSpan(0, AesCbc.BlockSize), keyAndIv.AsSpan(AesCbc.BlockSize), data, out var plain)
                ? LooseJson.ParseObject(plain)
                : null;
        CryptographicOperations.ZeroMemory(keyAndIv);
        return opened;
    }

    /// <summary>Writes the object <c>{"sym_schm":"AES","key":...,"data":...}</c>, as a device does, under fresh keys.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> json, RsaPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var keyAndIv = RandomNumberGenerator.GetBytes(KeyAndIvLength);
        var wrapped = Convert.ToBase64String(key.WrapOaep(keyAndIv));
        var data = Convert.ToBase64String(AesCbc.Encrypt(keyAndIv.AsSpan(0, AesCbc.BlockSize), keyAndIv.AsSpan(AesCbc.BlockSize), json));
        CryptographicOperations.ZeroMemory(keyAndIv);
        return WireJson.WriteObject(writer =>
        {
            writer.WriteString("sym_schm", "AES");
            writer.WriteString("key", wrapped);
            writer.WriteString("data", data);
        });
    }

    private static bool TryBase64(string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = text is null ? null : Base64Text.Decode(text);
        return bytes is not null;
    }
}
