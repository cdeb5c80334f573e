namespace TapoHive.Domain.Alerts;

/// <summary>Whether messages go to the hive's MQTT broker too.</summary>
public enum MqttAlerts
{
    /// <summary>They do not.</summary>
    Off,

    /// <summary>They do.</summary>
    On,
}
