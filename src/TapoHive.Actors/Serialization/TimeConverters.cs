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
    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parsed = InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "");
        return parsed.Success ? parsed.Value : throw new JsonException(parsed.Exception.Message);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}

/// <summary>Durations in NodaTime's round-trip form, <c>0:00:30:00</c>.</summary>
public sealed class DurationConverter : JsonConverter<Duration>
{
    /// <inheritdoc/>
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parsed = DurationPattern.Roundtrip.Parse(reader.GetString() ?? "");
        return parsed.Success ? parsed.Value : throw new JsonException(parsed.Exception.Message);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(DurationPattern.Roundtrip.Format(value));
}

/// <summary>Addresses in dotted form.</summary>
public sealed class AddressConverter : JsonConverter<IPAddress>
{
    /// <inheritdoc/>
    public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPAddress.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("Not an address.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

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
