using System.Globalization;
using System.Text.Json;

namespace TapoHive.Protocol;

/// <summary>
/// Reads JSON the way plugs write it: fields come and go with firmware, numbers arrive as text, booleans as 0 and 1
/// (PROTOCOL 5.3). What is missing or of another kind is absent; nothing here throws, whatever the bytes.
/// </summary>
internal static class LooseJson
{
    private const int MaxDepth = 32;

    // Nearly all answers are plain JSON, and what looks out for comments is slower.
    private static readonly JsonDocumentOptions Plain = new() { MaxDepth = MaxDepth };
    private static readonly JsonReaderOptions Loose = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The root object, or nothing where the bytes are no JSON object. Zero bytes at the end, as C programs leave them, are dropped.</summary>
    public static JsonElement? ParseObject(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.TrimEnd((byte)0);
        try
        {
            return Object(JsonElement.Parse(utf8, Plain));
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return ParseLoosely(utf8);
        }
    }

    private static bool IsUnreadable(Exception e) => e is JsonException or InvalidOperationException or ArgumentException;

    private static JsonElement? Object(JsonElement root) => root.ValueKind == JsonValueKind.Object ? root : null;

    // There may be comments, commas at the end, and something behind the object.
    private static JsonElement? ParseLoosely(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, Loose);
            return Object(JsonElement.ParseValue(ref reader));
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    extension(JsonElement element)
    {
        /// <summary>The member of that name, unless it is missing or null.</summary>
        public JsonElement? Member(string name)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            try
            {
                return element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;
            }
            catch (InvalidOperationException)
            {
                // A name beside it holds half a surrogate pair.
                return null;
            }
        }

        /// <summary>The member, if it is an object.</summary>
        public JsonElement? ObjectMember(string name) => element.Member(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

        /// <summary>The entries of the member, none where it is no array.</summary>
        public IEnumerable<JsonElement> Items(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

        /// <summary>The member as text; a number in its own digits.</summary>
        public string? Text(string name) => element.Member(name) is { } value ? value.AsText() : null;

        /// <summary>The member as a whole number; fractions are cut off, text is read as a number.</summary>
        public long? Whole(string name) => element.Member(name) is { } value ? value.AsWhole() : null;

        /// <summary>As <see cref="Whole"/>, where it fits 32 bits.</summary>
        public int? Small(string name) => element.Whole(name) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

        /// <summary>The member as a flag: true and false, 0 and not 0, or these and "on" and "off" as text.</summary>
        public bool? Flag(string name) => element.Member(name) is { } value ? value.AsFlag() : null;

        /// <summary>This value as text.</summary>
        public string? AsText()
        {
            try
            {
                return element.ValueKind switch
                {
                    JsonValueKind.String => element.GetString(),
                    JsonValueKind.Number => element.GetRawText(),
                    _ => null,
                };
            }
            catch (InvalidOperationException)
            {
                // Not UTF-8, or half a surrogate pair.
                return null;
            }
        }

        /// <summary>This value as a whole number.</summary>
        public long? AsWhole()
        {
            if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number))
            {
                return number;
            }

            if (element.AsText() is not { } text)
            {
                return element.ValueKind switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => null };
            }

            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            {
                return whole;
            }

            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && Math.Abs(fraction) < 9e15 ? (long)fraction : null;
        }

        private bool? AsFlag() => element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when element.AsText() is { } text && (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("on", StringComparison.OrdinalIgnoreCase)) => true,
            JsonValueKind.String when element.AsText() is { } text && (text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("off", StringComparison.OrdinalIgnoreCase)) => false,
            _ => element.AsWhole() is { } number ? number != 0 : null,
        };
    }
}
