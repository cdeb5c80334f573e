using System.Text.Json;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Mqtt;

/// <summary>
/// What Home Assistant is told of devices: one message each, by its MQTT discovery of whole devices (<c>homeassistant/device/ID/config</c>
/// with <c>device</c>, <c>origin</c> and <c>components</c>; every name is written out).
/// </summary>
internal static class Discovery
{
    /// <summary>A plug: for each outlet a switch, a problem, and what its meter says.</summary>
    public static string OfPlug(HouseView view, PlugRecord plug, PlugReport? report, MqttOptions options, MqttTopics topics, Func<OutletSlot, MeterReading?> meter) =>
        HousePicture.Json(json =>
        {
            var id = DeviceId.Of(options.Prefix, view.Name, plug);
            json.WriteStartObject("device");
            Strings(json, "identifiers", id);
            if (plug.Identity.Mac is { } mac)
            {
                json.WriteStartArray("connections");
                json.WriteStartArray();
                json.WriteStringValue("mac");
                json.WriteStringValue(mac.ToString().Replace('-', ':').ToLowerInvariant());
                json.WriteEndArray();
                json.WriteEndArray();
            }

            json.WriteString("name", plug.Name.Value);
            json.WriteString("manufacturer", "TP-Link");
            Some(json, "model", plug.Model);
            Some(json, "sw_version", report?.Firmware);
            Some(json, "suggested_area", plug.Room);
            json.WriteString("via_device", DeviceId.Of(options.Prefix, view.Name));
            json.WriteEndObject();
            Origin(json, options);
            Availability(json, topics.Status, topics.Availability(view.Name, plug.Name));
            json.WriteNumber("qos", 1);
            json.WriteStartObject("components");
            foreach (var outlet in plug.Outlets.Values)
            {
                Outlet(json, id, view, plug, outlet, topics, meter(outlet.Slot));
            }

            json.WriteEndObject();
        });

    /// <summary>A house: its scenes as buttons, and whether all is well.</summary>
    public static string OfHouse(HouseView view, MqttOptions options, MqttTopics topics) => HousePicture.Json(json =>
    {
        var id = DeviceId.Of(options.Prefix, view.Name);
        json.WriteStartObject("device");
        Strings(json, "identifiers", id);
        json.WriteString("name", $"House {view.Name}");
        json.WriteString("manufacturer", "TapoHive");
        json.WriteString("model", "House");
        json.WriteString("sw_version", options.HiveVersion);
        json.WriteEndObject();
        Origin(json, options);
        Availability(json, topics.Status);
        json.WriteNumber("qos", 1);
        json.WriteStartObject("components");
        Component(json, "problem", "binary_sensor", $"{id}_problem", "Problem", () => Problem(json, topics.Of(view.Name, "problem"), topics.Of(view.Name, "attributes")));
        foreach (var scene in view.State.Definition?.Scenes ?? [])
        {
            Component(json, $"scene_{scene.Name}", "button", $"{id}_scene_{scene.Name}", scene.Name.Value, () =>
            {
                json.WriteString("command_topic", topics.Run(view.Name, scene.Name));
                json.WriteString("payload_press", "PRESS");
            });
        }

        json.WriteEndObject();
    });

    private static void Outlet(Utf8JsonWriter json, string id, HouseView view, PlugRecord plug, OutletRecord outlet, MqttTopics topics, MeterReading? meter)
    {
        var isOnly = outlet.Slot == OutletSlot.Whole;
        var key = isOnly ? "" : $"_{outlet.Slot}";
        var name = isOnly ? null : outlet.Name.Value.StartsWith($"{plug.Name}.", StringComparison.Ordinal) ? outlet.Name.Value[(plug.Name.Value.Length + 1)..] : outlet.Name.Value;
        Component(json, $"switch{key}", "switch", $"{id}_switch{key}", name, () =>
        {
            json.WriteString("device_class", "outlet");
            json.WriteString("state_topic", topics.Of(view.Name, outlet.Name, "state"));
            json.WriteString("command_topic", topics.Set(view.Name, outlet.Name));
            json.WriteString("payload_on", "ON");
            json.WriteString("payload_off", "OFF");
            json.WriteBoolean("optimistic", false);
            json.WriteBoolean("retain", false);
        });

        // That a plug cannot be reached is what it tells: it is there as long as the hive is.
        Component(json, $"problem{key}", "binary_sensor", $"{id}_problem{key}", Named(name, "problem"), () =>
        {
            Availability(json, topics.Status);
            Problem(json, topics.Of(view.Name, outlet.Name, "problem"), topics.Of(view.Name, outlet.Name, "attributes"));
        });
        // Both, whatever is known of them yet: what is left out of an announcement is taken away from whoever placed it somewhere.
        if (meter is not null)
        {
            Component(json, $"power{key}", "sensor", $"{id}_power{key}", Named(name, "power"), () => Sensor(json, "power", "measurement", "W", topics.Of(view.Name, outlet.Name, "power")));
            Component(json, $"energy{key}", "sensor", $"{id}_energy{key}", Named(name, "energy"), () => Sensor(json, "energy", "total_increasing", "kWh", topics.Of(view.Name, outlet.Name, "energy")));
        }
    }

    private static string Named(string? outlet, string what) => outlet is null ? $"{char.ToUpperInvariant(what[0])}{what[1..]}" : $"{outlet} {what}";

    private static void Component(Utf8JsonWriter json, string key, string platform, string id, string? name, Action write)
    {
        json.WriteStartObject(key);
        json.WriteString("platform", platform);
        json.WriteString("unique_id", id);
        json.WriteString("name", name);
        write();
        json.WriteEndObject();
    }

    private static void Problem(Utf8JsonWriter json, string topic, string attributes)
    {
        json.WriteString("device_class", "problem");
        json.WriteString("entity_category", "diagnostic");
        json.WriteString("state_topic", topic);
        json.WriteString("json_attributes_topic", attributes);
        json.WriteString("payload_on", "ON");
        json.WriteString("payload_off", "OFF");
    }

    private static void Sensor(Utf8JsonWriter json, string kind, string state, string unit, string topic)
    {
        json.WriteString("device_class", kind);
        json.WriteString("state_class", state);
        json.WriteString("unit_of_measurement", unit);
        json.WriteString("state_topic", topic);
    }

    private static void Origin(Utf8JsonWriter json, MqttOptions options)
    {
        json.WriteStartObject("origin");
        json.WriteString("name", "TapoHive");
        json.WriteString("sw_version", options.HiveVersion);
        json.WriteEndObject();
    }

    private static void Availability(Utf8JsonWriter json, params string[] topics)
    {
        json.WriteStartArray("availability");
        foreach (var topic in topics)
        {
            json.WriteStartObject();
            json.WriteString("topic", topic);
            json.WriteString("payload_available", "online");
            json.WriteString("payload_not_available", "offline");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("availability_mode", "all");
    }

    private static void Strings(Utf8JsonWriter json, string name, params string[] texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Some(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }
}
