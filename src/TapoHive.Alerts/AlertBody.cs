using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Outlets;

namespace TapoHive.Alerts;

/// <summary>A message as JSON. Names and meanings are a contract; new fields may be added.</summary>
public static class AlertBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes, UTF-8, one line.</summary>
    public static ReadOnlyMemory<byte> Of(AlertMessage message)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("type", message.Groups.All(group => group.Kind == AlertKind.Test) ? "tapohive.test" : "tapohive.trouble");
            json.WriteString("timestamp", Text(message.At));
            json.WriteStartObject("data");
            json.WriteString("id", message.Id);
            json.WriteString("house", message.House);
            json.WriteString("summary", message.Summary);
            Groups(json, message.Groups);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Groups(Utf8JsonWriter json, ImmutableArray<AlertGroup> groups)
    {
        json.WriteStartArray("alerts");
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteString("kind", group.Kind.Word());
            json.WriteString("code", group.Kind == AlertKind.Test ? null : group.Code);
            json.WriteNumber("count", group.Count);
            json.WriteString("since", Text(group.Since));
            json.WriteString("sentence", group.Sentence);
            json.WriteStartArray("subnets");
            foreach (var subnet in group.Subnets)
            {
                json.WriteStartObject();
                json.WriteString("network", subnet.Network);
                json.WriteNumber("count", subnet.Count);
                json.WriteNumber("of", subnet.Of);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("items");
            foreach (var item in group.Items)
            {
                Item(json, item);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Item(Utf8JsonWriter json, AlertItem item)
    {
        json.WriteStartObject();
        json.WriteString("name", item.Subject);
        json.WriteString("message", item.Message);
        json.WriteString("since", Text(item.Since));
        json.WriteString("desired", item.Wanted?.Word());
        json.WriteString("reported", item.Reported?.Word());
        json.WriteString("address", item.Address);
        json.WriteEndObject();
    }

    private static string Text(Instant at) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'").Format(at);
}
