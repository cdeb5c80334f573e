using System.Text.Json;

namespace TapoHive.Mqtt.Tests;

/// <summary>
/// Home Assistant's rules for discovery of whole devices, as a table: which keys there are, which must be there, and which values some may have
/// (home-assistant.io/integrations/mqtt and the pages of switch.mqtt, sensor.mqtt, binary_sensor.mqtt and button.mqtt). It refuses a message with a key
/// that it does not know.
/// </summary>
internal static class HomeAssistant
{
    private static readonly Rules Device = new(
        [],
        ["identifiers", "connections", "manufacturer", "model", "model_id", "name", "hw_version", "serial_number", "sw_version", "via_device", "suggested_area", "configuration_url"]);

    private static readonly Rules Origin = new(["name"], ["sw_version", "support_url"]);

    private static readonly Rules Availability = new(["topic"], ["payload_available", "payload_not_available", "value_template"]);

    private static readonly Rules Message = new(
        ["device", "origin", "components"],
        ["availability", "availability_mode", "availability_template", "availability_topic", "payload_available", "payload_not_available", "command_topic", "state_topic", "qos", "encoding"]);

    private static readonly string[] Entity =
    [
        "name", "device_class", "entity_category", "icon", "enabled_by_default", "default_entity_id", "entity_picture", "json_attributes_topic", "json_attributes_template",
        "availability", "availability_mode", "availability_topic", "qos", "encoding",
    ];

    private static readonly Dictionary<string, Rules> Platforms = new(StringComparer.Ordinal)
    {
        ["switch"] = new(
            ["platform", "unique_id", "command_topic"],
            [.. Entity, "state_topic", "command_template", "value_template", "payload_on", "payload_off", "state_on", "state_off", "optimistic", "retain"]),
        ["sensor"] = new(
            ["platform", "unique_id", "state_topic"],
            [.. Entity, "unit_of_measurement", "state_class", "expire_after", "force_update", "last_reset_value_template", "options", "suggested_display_precision", "value_template"]),
        ["binary_sensor"] = new(
            ["platform", "unique_id", "state_topic"],
            [.. Entity, "payload_on", "payload_off", "expire_after", "force_update", "off_delay", "value_template"]),
        ["button"] = new(["platform", "unique_id", "command_topic"], [.. Entity, "command_template", "payload_press", "retain"]),
    };

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["switch.device_class"] = ["outlet", "switch"],
        ["sensor.device_class"] = ["power", "energy", "voltage", "current"],
        ["sensor.state_class"] = ["measurement", "total", "total_increasing", "measurement_angle"],
        ["binary_sensor.device_class"] = ["problem", "connectivity", "power", "plug"],
        ["button.device_class"] = ["identify", "restart", "update"],
        ["power.unit_of_measurement"] = ["mW", "W", "kW", "MW", "GW", "TW", "BTU/h"],
        ["energy.unit_of_measurement"] = ["J", "kJ", "MJ", "GJ", "mWh", "Wh", "kWh", "MWh", "GWh", "TWh", "cal", "kcal", "Mcal", "Gcal"],
        ["power.state_class"] = ["measurement"],
        ["energy.state_class"] = ["total", "total_increasing"],

        // Home Assistant does not add a sensor that is a setting.
        ["sensor.entity_category"] = ["diagnostic"],
        ["binary_sensor.entity_category"] = ["diagnostic"],
        ["entity_category"] = ["config", "diagnostic"],
        ["availability_mode"] = ["all", "any", "latest"],
    };

    /// <summary>Refuses what Home Assistant would, and gives the unique ids.</summary>
    public static IReadOnlyList<string> Check(string topic, string payload)
    {
        Assert.Matches("^homeassistant/device/[a-zA-Z0-9_-]+/config$", topic);
        using var json = JsonDocument.Parse(payload);
        var message = json.RootElement;
        Message.Check(message, topic);
        var device = message.GetProperty("device");
        Device.Check(device, "device");
        Assert.True(device.TryGetProperty("identifiers", out var ids) && ids.GetArrayLength() > 0);
        Assert.All(device.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Array), field => Assert.NotEqual("", field.Value.GetString()));
        if (device.TryGetProperty("connections", out var connections))
        {
            Assert.All(connections.EnumerateArray(), connection => Assert.Equal(2, connection.EnumerateArray().Count(part => part.ValueKind == JsonValueKind.String)));
        }

        Origin.Check(message.GetProperty("origin"), "origin");
        Common(message);
        var unique = new List<string>();
        foreach (var component in message.GetProperty("components").EnumerateObject())
        {
            // With its platform alone it is taken away.
            if (component.Value.EnumerateObject().Count() > 1)
            {
                unique.Add(Component(component.Name, component.Value));
            }
        }

        Assert.NotEmpty(unique);
        Assert.Equal(unique.Distinct(StringComparer.Ordinal), unique);
        return unique;
    }

    private static string Component(string key, JsonElement component)
    {
        var platform = component.GetProperty("platform").GetString()!;
        Assert.Contains(platform, Platforms.Keys);
        Assert.NotEqual("", component.GetProperty("unique_id").GetString());
        Platforms[platform].Check(component, key);
        Common(component);
        var kind = component.TryGetProperty("device_class", out var found) ? found.GetString()! : "";
        foreach (var field in component.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.String))
        {
            foreach (var rule in new[] { $"{platform}.{field.Name}", $"{kind}.{field.Name}", field.Name })
            {
                Assert.True(!Values.TryGetValue(rule, out var allowed) || allowed.Contains(field.Value.GetString(), StringComparer.Ordinal), $"{key}: {rule} = {field.Value}");
            }
        }

        return component.GetProperty("unique_id").GetString()!;
    }

    private static void Common(JsonElement part)
    {
        Assert.False(part.TryGetProperty("availability", out var list) && part.TryGetProperty("availability_topic", out _), "one of availability and availability_topic");
        if (list.ValueKind == JsonValueKind.Array)
        {
            Assert.All(list.EnumerateArray(), one => Availability.Check(one, "availability"));
        }

        foreach (var topic in part.EnumerateObject().Where(field => field.Name.EndsWith("_topic", StringComparison.Ordinal)))
        {
            Assert.Matches("^[^+#\0]+$", topic.Value.GetString()!);
        }

        if (part.TryGetProperty("availability_mode", out var mode))
        {
            Assert.Contains(mode.GetString(), Values["availability_mode"]);
        }

        if (part.TryGetProperty("qos", out var qos))
        {
            Assert.InRange(qos.GetInt32(), 0, 2);
        }
    }

    private sealed record Rules(string[] Required, string[] Optional)
    {
        public void Check(JsonElement part, string where)
        {
            var keys = part.EnumerateObject().Select(field => field.Name).ToList();
            Assert.Equal(keys.Distinct(StringComparer.Ordinal), keys);
            Assert.Empty(Required.Except(keys, StringComparer.Ordinal).Select(key => $"{where} lacks {key}"));
            Assert.Empty(keys.Except(Required, StringComparer.Ordinal).Except(Optional, StringComparer.Ordinal).Select(key => $"{where} has {key}"));
        }
    }
}
