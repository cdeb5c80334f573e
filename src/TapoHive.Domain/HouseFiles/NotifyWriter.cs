using TapoHive.Domain.Alerts;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Writes <c>notify</c>; the counterpart of <see cref="NotifyReader"/>.</summary>
internal static class NotifyWriter
{
    public static WrittenFields Write(NotifyDefinition notify)
    {
        var fields = new WrittenFields()
            .Say("after", notify.After == NotifyDefinition.UsualAfter ? null : notify.After)
            .Say("pause", notify.Pause == NotifyDefinition.UsualPause ? null : notify.Pause);
        if (notify.Webhook is { } webhook)
        {
            fields.Part("webhook", new WrittenFields()
                .Say("url", webhook.Url)
                .Part("url", webhook.HiddenUrl is { } hidden ? HouseWriter.Secret(hidden) : new WrittenFields())
                .Part("secret", webhook.Secret is { } secret ? HouseWriter.Secret(secret) : new WrittenFields()));
        }

        if (notify.Command is { } command)
        {
            _ = command.Within == AlertCommand.UsualWithin
                ? fields.OneOrEach("command", command.Run)
                : fields.Part("command", new WrittenFields().OneOrEach("run", command.Run).Say("within", command.Within));
        }

        return fields.Say("mqtt", notify.Mqtt == MqttAlerts.On ? "true" : null);
    }
}
