using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapoHive.Mqtt;

/// <summary>Whose a prefix is: kept at <see cref="MqttTopics.Owner"/> by the hive that lives there.</summary>
/// <param name="Hive">The hive's own id, whatever it calls itself.</param>
/// <param name="Client">What it calls itself.</param>
internal sealed record OwnerMark(string Hive, string Client)
{
    private const int LongestName = 64;

    /// <summary>What is kept there.</summary>
    public string Text => HousePicture.Json(json =>
    {
        json.WriteString("hive", Hive);
        json.WriteString("client", Client);
    });

    /// <summary>That of this hive.</summary>
    public static OwnerMark Of(MqttOptions options) => new(options.HiveId, options.ClientId);

    /// <summary>What a message says; nothing where it is empty. One that no hive wrote is of somebody unknown.</summary>
    public static OwnerMark? Read(string payload)
    {
        if (payload.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(payload) is JsonObject mark && mark["hive"] is JsonValue hive && mark["client"] is JsonValue client
                ? new OwnerMark(hive.ToString(), client.ToString())
                : new OwnerMark(payload, "?");
        }
        catch (JsonException)
        {
            return new OwnerMark(payload, "?");
        }
    }

    /// <summary>That its hive is in the way, for people.</summary>
    public string InTheWay(MqttTopics topics) =>
        $"Another hive, which calls itself '{Name}', is online with the prefix '{topics.Prefix}'. Give each hive at this broker a prefix of its own with mqtt.prefix, and a name of its own with mqtt.client-id. Where there is no such hive any more, clear the kept message {topics.Owner}.";

    /// <summary>What it calls itself, fit to be shown: anybody may have written it.</summary>
    public string Name => new([.. Client.Where(static c => !char.IsControl(c)).Take(LongestName)]);
}
