using System.Diagnostics.Metrics;
using TapoHive.Actors.Instruments;

namespace TapoHive.Mqtt;

/// <summary>What is measured at the broker.</summary>
internal static class MqttInstruments
{
    private static readonly UpDownCounter<int> Open = HiveInstruments.Meter.CreateUpDownCounter<int>(
        "tapohive.mqtt.connected", "{connection}", "Whether the MQTT broker is connected: 1 or 0; absent until it first was.");

    private static readonly Counter<long> Kept = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.mqtt.states", "{state}", "States that the MQTT broker took.");

    private static readonly Counter<long> Commands = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.mqtt.commands", "{command}", "Commands from the MQTT broker.");

    /// <summary>So many more connections, or fewer.</summary>
    public static void Connections(int more) => Open.Add(more);

    /// <summary>The broker took so many states.</summary>
    public static void Took(int states) => Kept.Add(states);

    /// <summary>A command came.</summary>
    public static void Commanded(string outcome) => Commands.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
