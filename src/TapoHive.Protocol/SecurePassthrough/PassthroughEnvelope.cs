using System.Diagnostics.CodeAnalysis;
using System.Text;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.SecurePassthrough;

/// <summary>The <c>securePassthrough</c> envelope around every message of a session (PROTOCOL 2.2).</summary>
public static class PassthroughEnvelope
{
    /// <summary>Method name of the envelope.</summary>
    public const string Method = "securePassthrough";

    /// <summary>The client's body around a request.</summary>
    public static byte[] SealRequest(PassthroughCipher cipher, ReadOnlySpan<byte> request)
    {
        ArgumentNullException.ThrowIfNull(cipher);
        var text = cipher.Seal(request);
        return WireJson.WriteObject(json =>
        {
            json.WriteString("method", Method);
            json.WriteStartObject("params");
            json.WriteString("request", text);
            json.WriteEndObject();
        });
    }

    /// <summary>Opens a client's body on a device; false where it is no envelope or was sealed under other keys.</summary>
    public static bool TryOpenRequest(PassthroughCipher cipher, ReadOnlySpan<byte> body, [NotNullWhen(true)] out byte[]? request)
    {
        ArgumentNullException.ThrowIfNull(cipher);
        request = null;
        return LooseJson.ParseObject(body) is { } root
            && root.Text("method") == Method
            && root.ObjectMember("params")?.Text("request") is { } text
            && cipher.TryOpen(text, out request);
    }

    /// <summary>The device's body around a reply.</summary>
    public static byte[] SealReply(PassthroughCipher cipher, ReadOnlySpan<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(cipher);
        var text = cipher.Seal(reply);
        return WireJson.WriteObject(json =>
        {
            json.WriteNumber("error_code", 0);
            json.WriteStartObject("result");
            json.WriteString("response", text);
            json.WriteEndObject();
        });
    }

    /// <summary>
    /// Opens a device's answer whose outer error code is 0. Firmware has been seen to answer in plain JSON inside
    /// <c>response</c>, as text or as an object; both are taken. False where neither works.
    /// </summary>
    public static bool TryOpenReply(PassthroughCipher cipher, MethodAnswer outer, [NotNullWhen(true)] out MethodAnswer? reply)
    {
        ArgumentNullException.ThrowIfNull(cipher);
        ArgumentNullException.ThrowIfNull(outer);
        reply = null;
        if (outer.Result.Text("response") is not { } text)
        {
            return outer.Result.ObjectMember("response") is { } plain && MethodAnswer.TryRead(plain, out reply);
        }

        return cipher.TryOpen(text, out var json)
            ? MethodAnswer.TryParse(json, out reply)
            : MethodAnswer.TryParse(Encoding.UTF8.GetBytes(text), out reply);
    }
}
