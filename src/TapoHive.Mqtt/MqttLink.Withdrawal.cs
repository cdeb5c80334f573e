using MQTTnet;
using MQTTnet.Protocol;

namespace TapoHive.Mqtt;

/// <summary>What was announced and shown elsewhere before the settings changed is taken away.</summary>
internal sealed partial class MqttLink
{
    private const string UsualDiscovery = "homeassistant";
    private volatile FormerPlace? _former;

    private async Task WithdrawAsync(CancellationToken cancellation)
    {
        var now = new ShownAt(_options.Prefix, _options.Discovery);
        var before = _place?.Read();
        if (before == now || Replaced is not null)
        {
            return;
        }

        // Where nothing is remembered it announced itself, if at all, where most do.
        var former = new FormerPlace(before ?? now with { Discovery = now.Discovery ?? UsualDiscovery }, now, _options.HiveId);
        if (former.Filters is { Length: > 0 } filters)
        {
            await HearAsync(former, filters, cancellation).ConfigureAwait(false);
        }

        // Only once all of it is done: a connection that breaks meanwhile is not the last.
        var (kept, refused) = await KeepAsync(former.Withdrawn, cancellation).ConfigureAwait(false);
        if (kept.Length + refused.Length == former.Withdrawn.Length)
        {
            _place?.Write(now);
        }
    }

    private async Task HearAsync(FormerPlace former, IReadOnlyCollection<string> filters, CancellationToken cancellation)
    {
        _former = former;
        var listening = new MqttClientSubscribeOptionsBuilder();
        foreach (var topic in filters)
        {
            listening.WithTopicFilter(topic, MqttQualityOfServiceLevel.AtMostOnce, noLocal: true);
        }

        await _client.SubscribeAsync(listening.Build(), cancellation).ConfigureAwait(false);
        await HearAllAsync(cancellation).ConfigureAwait(false);
        _former = null;
        var leaving = new MqttClientUnsubscribeOptionsBuilder();
        foreach (var topic in filters.Except(_topics.Kept, StringComparer.Ordinal))
        {
            leaving.WithTopicFilter(topic);
        }

        if (leaving.Build() is { TopicFilters.Count: > 0 } unused)
        {
            await _client.UnsubscribeAsync(unused, cancellation).ConfigureAwait(false);
        }
    }
}
