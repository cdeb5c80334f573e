using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace TapoHive.Emulator.Methods;

/// <summary>JSON as plugs write it: compact, with <c>+</c> and <c>/</c> as they are.</summary>
internal static class WireText
{
    private const int DeepestRequest = 32;
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The UTF-8 bytes of an object.</summary>
    public static byte[] Bytes(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a request; undefined when it is no JSON object, or has half a character in a name or value.</summary>
    public static JsonElement Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DeepestRequest });
            var root = JsonElement.ParseValue(ref reader);
            return root.ValueKind is JsonValueKind.Object && (!MayBreak(utf8) || IsText(root)) ? root : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static bool MayBreak(ReadOnlySpan<byte> utf8) =>
        !Utf8.IsValid(utf8) || utf8.IndexOf("\\ud"u8) >= 0 || utf8.IndexOf("\\uD"u8) >= 0;

    // Bytes that are not UTF-8 and lone surrogates parse, and throw only when the text is asked for.
    private static bool IsText(JsonElement element)
    {
        try
        {
            _ = JsonNode.Parse(element.GetRawText())!.ToJsonString();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or JsonException)
        {
            return false;
        }
    }
}
