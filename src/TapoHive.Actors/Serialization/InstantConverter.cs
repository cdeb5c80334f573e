using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Outlets;

namespace TapoHive.Actors.Serialization;

/// <summary>Instants as ISO 8601 in UTC, to the nanosecond where needed.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    private const int LongestText = 32;
    private static readonly Instant FirstYear = Instant.FromUtc(1, 1, 1, 0, 0);

    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parsed = InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "");
        return parsed.Success ? parsed.Value : throw new JsonException(parsed.Exception.Message);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        // What clocks tell has whole ticks, and is written without a text in between: an event has thousands of them.
        Span<byte> text = stackalloc byte[LongestText];
        if (value >= FirstYear && Instant.FromUnixTimeTicks(value.ToUnixTimeTicks()) == value
            && value.ToDateTimeUtc().TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture))
        {
            writer.WriteStringValue(text[..length]);
        }
        else
        {
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
        }
    }
}
