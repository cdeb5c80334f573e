using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TapoHive.Protocol;

/// <summary>Writes JSON as the vendor's app does: compact, and with <c>+</c> and <c>/</c> as they are, because some firmware counts
/// the bytes of a PEM text (PROTOCOL 2.1) and escapes would change them.</summary>
internal static class WireJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    /// <summary>The UTF-8 bytes of what <paramref name="write"/> writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An object of what <paramref name="members"/> writes.</summary>
    public static byte[] WriteObject(Action<Utf8JsonWriter> members) => Write(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });
}
