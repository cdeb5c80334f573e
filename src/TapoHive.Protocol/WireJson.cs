using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TapoHive.Protocol;

/// <summary>Writes JSON as the vendor's app does: compact, and with <c>+</c> and <c>/</c> as they are, because some firmware counts
/// the bytes of a PEM text (PROTOCOL 2.1) and escapes would change them.</summary>
internal static class WireJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    // What the writer asks for at once as soon as a text has more than some 250 bytes: kept, because it is many times what is written.
    private const int UsualSize = 4096 + 256;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _kept;

    /// <summary>The UTF-8 bytes of what <paramref name="write"/> writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = _kept ?? new ArrayBufferWriter<byte>(UsualSize);
        _kept = null;
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        var written = buffer.WrittenSpan.ToArray();

        // Wiped, for logins are written here too.
        buffer.Clear();
        _kept = buffer.Capacity <= 2 * UsualSize ? buffer : null;
        return written;
    }

    /// <summary>An object of what <paramref name="members"/> writes.</summary>
    public static byte[] WriteObject(Action<Utf8JsonWriter> members) => Write(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });
}
