using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.SecurePassthrough;

/// <summary>The exchange that gives both sides the session's keys (PROTOCOL 2.1). It proves nobody's identity.</summary>
public static class PassthroughHandshake
{
    /// <summary>Method name of the handshake.</summary>
    public const string Method = "handshake";

    /// <summary>The client's body. The key's PEM has its base64 on one line, as the most careful client sends it.</summary>
    public static byte[] Request(RsaPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return WireJson.WriteObject(json =>
        {
            json.WriteString("method", Method);
            json.WriteStartObject("params");
            json.WriteString("key", key.OneLinePem);
            json.WriteEndObject();
        });
    }

    /// <summary>Reads a client's body on a device. The PEM may be laid out in any way; a key of another length than 1024 bits is for the
    /// device to refuse with -1010. False where this is no handshake or holds no key.</summary>
    public static bool TryReadRequest(ReadOnlySpan<byte> body, [NotNullWhen(true)] out RsaPublicKey? key)
    {
        key = null;
        return LooseJson.ParseObject(body) is { } root
            && root.Text("method") == Method
            && RsaPublicKey.TryParsePem(root.ObjectMember("params")?.Text("key"), out key);
    }

    /// <summary>The device's body, with the text of <see cref="PassthroughCipher.Fresh"/>.</summary>
    public static byte[] Reply(string wrappedKey) => WireJson.WriteObject(json =>
    {
        json.WriteNumber("error_code", 0);
        json.WriteStartObject("result");
        json.WriteString("key", wrappedKey);
        json.WriteEndObject();
    });

    /// <summary>Takes the session's keys out of the <c>result</c> of a device's body; false where they were not wrapped for this key.</summary>
    public static bool TryAccept(JsonElement result, RsaKeyPair key, [NotNullWhen(true)] out PassthroughCipher? cipher)
    {
        ArgumentNullException.ThrowIfNull(key);
        cipher = null;
        if (result.Text("key") is not { } text || Base64Text.Decode(text) is not { } wrapped || !key.TryUnwrapPkcs1(wrapped, out var keyAndIv))
        {
            return false;
        }

        cipher = keyAndIv.Length == PassthroughCipher.KeyAndIvLength ? PassthroughCipher.From(keyAndIv) : null;
        CryptographicOperations.ZeroMemory(keyAndIv);
        return cipher is not null;
    }
}
