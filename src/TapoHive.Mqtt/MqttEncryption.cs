namespace TapoHive.Mqtt;

/// <summary>Whether the connection to the broker is encrypted.</summary>
public enum MqttEncryption
{
    /// <summary>It is not.</summary>
    Off,

    /// <summary>TLS, and the broker's certificate must be its own.</summary>
    On,
}
