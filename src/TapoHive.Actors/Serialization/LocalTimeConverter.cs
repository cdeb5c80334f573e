using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace TapoHive.Actors.Serialization;

/// <summary>Writes a time of day as <c>23:30:00</c>.</summary>
public sealed class LocalTimeConverter : JsonConverter<LocalTime>
{
    /// <inheritdoc/>
    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalTimePattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true, Value: var time } ? time : throw new JsonException("Not a time of day such as 23:30:00.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) => writer.WriteStringValue(LocalTimePattern.ExtendedIso.Format(value));
}
