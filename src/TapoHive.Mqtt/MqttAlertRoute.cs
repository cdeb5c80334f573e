using Akka.Actor;
using TapoHive.Alerts;
using TapoHive.Domain.Alerts;

namespace TapoHive.Mqtt;

/// <summary>Takes messages to the broker, at least once: one that nobody there listens to has told nobody.</summary>
/// <param name="mqtt">Speaks to the broker; nobody where the hive has none.</param>
/// <param name="options">The broker.</param>
public sealed class MqttAlertRoute(IActorRef mqtt, MqttOptions? options) : IAlertRoute
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string WhereTo(NotifyDefinition notify) => options is null ? "no broker" : $"{options.Host}:{options.Port}";

    /// <inheritdoc/>
    public async Task<string?> SendAsync(NotifyDefinition notify, AlertMessage message, CancellationToken cancellation)
    {
        if (options is null)
        {
            return "This hive has no MQTT broker. Set mqtt.host in tapohive.conf.";
        }

        try
        {
            var said = await mqtt.Ask<Said>(new SayOnce(message.House, AlertBody.Of(message)), Patience, cancellation).ConfigureAwait(false);
            return said.Trouble;
        }
        catch (AskTimeoutException)
        {
            return "The MQTT broker did not take the message in time.";
        }
    }
}
