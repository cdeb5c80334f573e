using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace TapoHive.Mqtt;

/// <summary>What stands at the broker where the hive showed itself before its settings changed, as far as it is the hive's own. Thread-safe.</summary>
/// <param name="before">Where that was.</param>
/// <param name="now">Where it shows itself now.</param>
/// <param name="hive">The hive's own id.</param>
internal sealed class FormerPlace(ShownAt before, ShownAt now, string hive)
{
    private readonly MqttTopics _topics = new(before.Prefix, before.Discovery);
    private readonly ConcurrentDictionary<string, bool> _found = new(StringComparer.Ordinal);

    // A prefix that it still has is its own; one that it left may be another hive's by now.
    private volatile bool _isOurs = before.Prefix == now.Prefix;

    /// <summary>The filters by which it is found.</summary>
    public ImmutableArray<string> Filters =>
    [
        .. before.Prefix == now.Prefix ? [] : _topics.Kept.Append(_topics.Status).Append(_topics.Owner),
        .. before.Discovery is { } discovery && before.Prefix == now.Prefix && discovery != now.Discovery ? new[] { _topics.Device("+")! } : [],
    ];

    /// <summary>What is to be taken away.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Withdrawn => _isOurs ? [.. _found.Keys.Select(topic => KeyValuePair.Create(topic, ""))] : [];

    /// <summary>Something that the broker keeps.</summary>
    public void Hear(string topic, string payload)
    {
        if (topic == _topics.Owner && before.Prefix != now.Prefix)
        {
            _isOurs = OwnerMark.Read(payload)?.Hive == hive;
        }

        if (payload.Length > 0 && (IsDevice(topic) || (before.Prefix != now.Prefix && topic.StartsWith($"{before.Prefix}/", StringComparison.Ordinal))))
        {
            _found[topic] = true;
        }
    }

    private bool IsDevice(string topic) => before.Discovery is not null && before != now && topic.StartsWith(_topics.Device($"{DeviceId.Of(before.Prefix)}_")![..^"/config".Length], StringComparison.Ordinal);
}
