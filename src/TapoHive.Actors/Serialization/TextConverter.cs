using System.Text.Json;
using System.Text.Json.Serialization;
using TapoHive.Domain.Text;

namespace TapoHive.Actors.Serialization;

/// <summary>Writes a one-word value as that word, also where it is the key of a dictionary.</summary>
public sealed class TextConverter<T> : JsonConverter<T>
    where T : IText<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => From(reader.GetString());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => From(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);

    private static T From(string? text)
    {
        try
        {
            return T.FromText(text ?? throw new JsonException($"A {typeof(T).Name} is missing."));
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }
}
