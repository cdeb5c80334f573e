namespace TapoHive.Domain.Alerts;

/// <summary>A way by which a person is told.</summary>
public enum AlertChannel
{
    /// <summary>An HTTP request to an address of theirs.</summary>
    Webhook,

    /// <summary>A program of theirs, with the message on its standard input.</summary>
    Command,

    /// <summary>The hive's MQTT broker.</summary>
    Mqtt,
}
