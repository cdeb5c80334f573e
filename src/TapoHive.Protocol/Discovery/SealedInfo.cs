using System.Security.Cryptography;
using System.Text.Json;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.SecurePassthrough;

namespace TapoHive.Protocol.Discovery;

/// <summary>
/// The <c>encrypt_info</c> of a discovery answer (PROTOCOL 1.3): <c>key</c> holds an AES-128 key and IV wrapped with OAEP for the
/// probe's key, <c>data</c> a JSON object under them. Cameras, hubs and doorbells send it; no plug is known to.
/// </summary>
public static class SealedInfo
{
    /// <summary>Opens the object; nothing where it was sealed for another key or is garbage.</summary>
    public static JsonElement? Open(JsonElement encryptInfo, RsaKeyPair key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (encryptInfo.Text("key") is not { } wrapped
            || encryptInfo.Text("data") is not { } data
            || Base64Text.Decode(wrapped) is not { } bytes
            || !key.TryUnwrapOaep(bytes, out var keyAndIv))
        {
            return null;
        }

        using var cipher = keyAndIv.Length == PassthroughCipher.KeyAndIvLength ? PassthroughCipher.From(keyAndIv) : null;
        CryptographicOperations.ZeroMemory(keyAndIv);
        return cipher?.TryOpen(data, out var plain) == true ? LooseJson.ParseObject(plain) : null;
    }

    /// <summary>Writes the object <c>{"sym_schm":"AES","key":...,"data":...}</c>, as a device does, under fresh keys.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> json, RsaPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var keyAndIv = RandomNumberGenerator.GetBytes(PassthroughCipher.KeyAndIvLength);
        using var cipher = PassthroughCipher.From(keyAndIv);
        var wrapped = Convert.ToBase64String(key.WrapOaep(keyAndIv));
        var data = cipher.Seal(json);
        CryptographicOperations.ZeroMemory(keyAndIv);
        return WireJson.WriteObject(writer =>
        {
            writer.WriteString("sym_schm", "AES");
            writer.WriteString("key", wrapped);
            writer.WriteString("data", data);
        });
    }
}
