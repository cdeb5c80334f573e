using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TapoHive.Protocol;

/// <summary>Base64 as plugs write it: the standard alphabet with padding; line breaks are skipped.</summary>
internal static class Base64Text
{
    /// <summary>The bytes, or nothing where the text is no base64.</summary>
    public static byte[]? Decode(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(utf8.Length)];
        if (Base64.DecodeFromUtf8(utf8, bytes, out _, out var written) != OperationStatus.Done)
        {
            return null;
        }

        Array.Resize(ref bytes, written);
        return bytes;
    }

    /// <summary>Text that was encoded, such as a nickname (PROTOCOL 5.3); where it is no base64 of UTF-8, the text as it is.</summary>
    public static string DecodeText(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        try
        {
            return Decode(text) is { } bytes ? Strict.GetString(bytes) : text;
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
