using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Discovery;

/// <summary>
/// How often ranges are swept for plugs that are missed: soon for one that may just have moved, ever more seldom for one that sweeps do not find
/// and that is more likely unplugged, down to the pace at which its house looks anyway.
/// </summary>
internal sealed class SearchPace
{
    private const int MostDoublings = 16;
    private static readonly Duration Shortest = Duration.FromSeconds(5);
    private static readonly Duration Memory = Duration.FromMinutes(10);
    private readonly Dictionary<(PlugIdentity Identity, PlugAddress? LastSeen), (int Sweeps, Instant At)> _missed = [];

    /// <summary>The least time between two sweeps for a plug that so many have not found.</summary>
    /// <param name="sweeps">How many.</param>
    /// <param name="every">The pause between two rounds of the house that may find it.</param>
    public static Duration BetweenSweeps(int sweeps, Duration every) =>
        Duration.Max(Shortest, Duration.Min(every, Shortest * (1L << Math.Min(sweeps, MostDoublings))));

    /// <summary>A plug is missed.</summary>
    /// <returns>How many sweeps have not found it since it was last seen.</returns>
    public int Missed(PlugIdentity identity, PlugAddress? lastSeen, Instant now)
    {
        var key = KeyOf(identity, lastSeen);
        var sweeps = _missed.TryGetValue(key, out var before) && now - before.At <= Memory ? before.Sweeps : 0;
        _missed[key] = (sweeps, now);
        return sweeps;
    }

    /// <summary>A sweep begins, whoever it is for.</summary>
    public void Swept()
    {
        foreach (var (key, (sweeps, at)) in _missed.ToList())
        {
            _missed[key] = (sweeps + 1, at);
        }
    }

    /// <summary>A plug was seen: should it be missed again, it may have moved.</summary>
    public void Seen(Mac mac) => _missed.Remove(KeyOf(new PlugIdentity(mac), null));

    /// <summary>The same of one that was looked for without knowing its hardware address.</summary>
    public void Seen(PlugSearch search) => _missed.Remove(KeyOf(search.Identity, search.LastSeen));

    /// <summary>Lets go of plugs that nobody has missed for long.</summary>
    public void Forget(Instant now)
    {
        foreach (var old in _missed.Where(pair => now - pair.Value.At > Memory).Select(static pair => pair.Key).ToList())
        {
            _missed.Remove(old);
        }
    }

    private static (PlugIdentity Identity, PlugAddress? LastSeen) KeyOf(PlugIdentity identity, PlugAddress? lastSeen) =>
        identity.Mac is { } mac ? (new PlugIdentity(mac), null) : (identity, lastSeen);
}
