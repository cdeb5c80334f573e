using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Outlets;

namespace TapoHive.Actors.Serialization;

/// <summary>Outlet slots as their number, also where they are the key of a dictionary.</summary>
public sealed class OutletSlotConverter : JsonConverter<OutletSlot>
{
    /// <inheritdoc/>
    public override OutletSlot Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OutletSlot value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number);

    /// <inheritdoc/>
    public override OutletSlot ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(int.Parse(reader.GetString() ?? "", System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, OutletSlot value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());
}
