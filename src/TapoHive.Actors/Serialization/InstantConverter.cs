using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace TapoHive.Actors.Serialization;

/// <summary>Instants as ISO 8601 in UTC, to the nanosecond where needed.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    // Longer ones have more than whole ticks.
    private const int LongestOfTicks = 28;
    private static readonly Instant FirstYear = Instant.FromUtc(1, 1, 1, 0, 0);

    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // What clocks tell has whole ticks, and is read and written without a text in between: an event has thousands of them.
        if (!reader.HasValueSequence && reader.ValueSpan.Length <= LongestOfTicks && reader.TryGetDateTime(out var utc) && utc.Kind == DateTimeKind.Utc)
        {
            return Instant.FromDateTimeUtc(utc);
        }

        var parsed = InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "");
        return parsed.Success ? parsed.Value : throw new JsonException(parsed.Exception.Message);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        if (value >= FirstYear && Instant.FromUnixTimeTicks(value.ToUnixTimeTicks()) == value)
        {
            writer.WriteStringValue(value.ToDateTimeUtc());
        }
        else
        {
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
        }
    }
}
