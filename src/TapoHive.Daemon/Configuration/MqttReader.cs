using System.Net;
using TapoHive.Domain.Houses;
using TapoHive.Hocon;
using TapoHive.Mqtt;

namespace TapoHive.Daemon.Configuration;

/// <summary>Reads <c>mqtt</c>.</summary>
internal static class MqttReader
{
    // Words that other settings take for "there is none" and "yes"; nobody's broker is called so.
    private static readonly string[] NoHosts = ["none", "no", "false", "on", "yes", "true"];

    /// <summary>The broker; nothing where there is none.</summary>
    public static MqttOptions? Read(SettingLayers layers)
    {
        var host = Host(layers);
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
        if (string.IsNullOrWhiteSpace(options.ClientId) || options.ClientId.Any(char.IsControl))
        {
            layers.Refuse("mqtt.client-id", "this is no name of a client", "Write a word such as tapohive, another one for each hive at the broker");
        }

        if (options is { AuthorityFile: not null, Encryption: MqttEncryption.Off })
        {
            layers.Refuse("mqtt.ca", "mqtt.ca is of no use while mqtt.tls is off", "Set mqtt.tls = on, or take mqtt.ca out");
        }

        if (options is { Username: null, Password: not null })
        {
            layers.Refuse("mqtt.username", "mqtt.password belongs to a user, and there is none", "Set mqtt.username too");
        }

        if (options is { Password: not null, Encryption: MqttEncryption.Off } && host != "off" && !IsThisMachine(host))
        {
            layers.Warn("mqtt.password", "the password of the MQTT broker crosses the network unencrypted", "Set mqtt.tls = on, and mqtt.ca where the broker has an authority of its own");
        }

        return host == "off" ? null : options;
    }

    // What is refused may be an address with a password in it: it is not shown.
    private static string Host(SettingLayers layers)
    {
        var text = Text(layers, "mqtt.host");
        if (Uri.CheckHostName(text) == UriHostNameType.Unknown || NoHosts.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            layers.Hide("mqtt.host");
            layers.Refuse("mqtt.host", "this is no name or address of a broker", "Write \"broker.example.net\" or \"192.0.2.10\", its port in mqtt.port, or off for none");
        }

        return text;
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

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
