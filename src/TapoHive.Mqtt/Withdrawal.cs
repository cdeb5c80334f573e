using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapoHive.Mqtt;

/// <summary>Takes components away from a device that Home Assistant knows: one that is merely left out of a later message stays there. It has to be
/// named once more with its platform and nothing else.</summary>
internal static class Withdrawal
{
    /// <summary>The message to send before the new one; nothing where no component went.</summary>
    public static string? Before(string? known, string present)
    {
        if (Components(known) is not { } old || Parse(present) is not { } next || next["components"] is not JsonObject wanted)
        {
            return null;
        }

        var gone = old.Where(component => !wanted.ContainsKey(component.Key)).ToList();
        foreach (var (key, component) in gone)
        {
            wanted[key] = new JsonObject { ["platform"] = Platform(component) };
        }

        return gone.Count == 0 ? null : next.ToJsonString();
    }

    private static JsonObject? Components(string? payload) => Parse(payload)?["components"] as JsonObject;

    private static string Platform(JsonNode? component) => component is JsonObject fields && fields["platform"] is JsonValue platform ? platform.ToString() : "sensor";

    // What stands at the broker may be anybody's.
    private static JsonObject? Parse(string? payload)
    {
        try
        {
            return string.IsNullOrEmpty(payload) ? null : JsonNode.Parse(payload) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
