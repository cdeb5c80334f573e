namespace TapoHive.Mqtt;

/// <summary>Topics of which the broker may hold something else than it should, in the order in which that came about. Not thread-safe.</summary>
internal sealed class DueTopics
{
    private readonly Queue<string> _order = [];
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);

    /// <summary>Puts topics behind those that wait.</summary>
    public void Add(IEnumerable<string> topics)
    {
        foreach (var topic in topics.Where(_waiting.Add))
        {
            _order.Enqueue(topic);
        }
    }

    /// <summary>Takes some off that differ; what does not is forgotten.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="difference">What a topic is to hold; nothing where it holds that.</param>
    public List<KeyValuePair<string, string>> Take(int most, Func<string, string?> difference)
    {
        var taken = new List<KeyValuePair<string, string>>();
        while (taken.Count < most && _order.TryDequeue(out var topic))
        {
            _waiting.Remove(topic);
            if (difference(topic) is { } payload)
            {
                taken.Add(KeyValuePair.Create(topic, payload));
            }
        }

        return taken;
    }
}
