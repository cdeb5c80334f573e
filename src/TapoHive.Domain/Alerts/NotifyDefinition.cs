using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Alerts;

/// <summary>How a house tells of trouble. It holds references to secrets, never secrets.</summary>
/// <param name="After">How long something may be wrong before it is told.</param>
/// <param name="Pause">How often at most, once several messages went out close upon each other.</param>
/// <param name="Webhook">Where messages are posted, where given.</param>
/// <param name="Command">The program that is given messages, where given.</param>
/// <param name="Mqtt">Whether messages also go to the hive's MQTT broker.</param>
public sealed record NotifyDefinition(
    Duration After,
    Duration Pause,
    WebhookDefinition? Webhook = null,
    AlertCommand? Command = null,
    MqttAlerts Mqtt = MqttAlerts.Off)
{
    /// <summary>How long something may be wrong where a file does not say.</summary>
    public static Duration UsualAfter { get; } = Duration.FromSeconds(60);

    /// <summary>The pause between messages where a file does not say.</summary>
    public static Duration UsualPause { get; } = Duration.FromSeconds(30);

    /// <summary>The ways that are in use.</summary>
    public ImmutableArray<AlertChannel> Channels =>
    [
        .. Webhook is null ? [] : new[] { AlertChannel.Webhook },
        .. Command is null ? [] : new[] { AlertChannel.Command },
        .. Mqtt == MqttAlerts.Off ? [] : new[] { AlertChannel.Mqtt },
    ];
}
