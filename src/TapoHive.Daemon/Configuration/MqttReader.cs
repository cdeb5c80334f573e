using TapoHive.Domain.Houses;
using TapoHive.Hocon;
using TapoHive.Mqtt;

namespace TapoHive.Daemon.Configuration;

/// <summary>Reads <c>mqtt</c>.</summary>
internal static class MqttReader
{
    /// <summary>The broker; nothing where there is none.</summary>
    public static MqttOptions? Read(SettingLayers layers)
    {
        var host = Text(layers, "mqtt.host");
        var options = new MqttOptions(host, Port(layers))
        {
            Encryption = Flag(layers, "mqtt.tls") ? MqttEncryption.On : MqttEncryption.Off,
            AuthorityFile = Given(layers, "mqtt.ca") is { } file ? PlaceSetting.PathOf(layers, "mqtt.ca", file) : null,
            Username = Given(layers, "mqtt.username"),
            Password = PlaceSetting.Secret(layers, "mqtt.password"),
            Prefix = Topic(layers, "mqtt.prefix"),
            Discovery = Text(layers, "mqtt.discovery") is var discovery && discovery == "off" ? null : Topic(layers, "mqtt.discovery"),
            ClientId = Text(layers, "mqtt.client-id"),
        };
        if (options is { Username: null, Password: not null })
        {
            layers.Refuse("mqtt.username", "mqtt.password belongs to a user, and there is none", "Set mqtt.username too");
        }

        return host == "off" ? null : options;
    }

    private static string Text(SettingLayers layers, string key) => layers[key].ToString() ?? "";

    private static string? Given(SettingLayers layers, string key) => Text(layers, key) is var text && text == "none" ? null : text;

    private static int Port(SettingLayers layers)
    {
        if (layers["mqtt.port"].AsLong(1, 65535).TryGet(out var number, out var problem))
        {
            return (int)number;
        }

        layers.Refuse("mqtt.port", problem.Message, problem.Hint);
        return 0;
    }

    private static bool Flag(SettingLayers layers, string key)
    {
        if (layers[key].AsBoolean().TryGet(out var flag, out var problem))
        {
            return flag;
        }

        layers.Refuse(key, problem.Message, problem.Hint);
        return false;
    }

    private static string Topic(SettingLayers layers, string key)
    {
        var text = Text(layers, key);
        if (text.Length == 0 || text.AsSpan().ContainsAny("+#$\0") || text.StartsWith('/') || text.EndsWith('/'))
        {
            layers.Refuse(key, $"'{text}' cannot begin a topic", "Write a word such as tapohive, or several joined by /");
        }

        return text;
    }
}
