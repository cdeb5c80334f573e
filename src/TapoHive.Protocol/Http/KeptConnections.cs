using System.Collections.Concurrent;

namespace TapoHive.Protocol.Http;

/// <summary>Connections that nobody uses at the moment: one a plug at most, and none for longer than is worth it. Thread-safe.</summary>
internal sealed class KeptConnections : IDisposable
{
    private readonly ConcurrentDictionary<WebOrigin, KeptConnection> _places = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _longest;
    private readonly ITimer _sweep;
    private volatile bool _disposed;

    public KeptConnections(TimeSpan longest, TimeProvider time)
    {
        (_longest, _time) = (longest, time);
        _sweep = time.CreateTimer(static kept => ((KeptConnections)kept!).Sweep(), this, longest / 4, longest / 4);
    }

    /// <summary>The place of an origin's connection: for one request, because a place that nobody used for a while is given up.</summary>
    public KeptConnection At(WebOrigin origin) => _places.GetOrAdd(origin, static _ => new KeptConnection());

    /// <summary>Keeps a connection on which nothing is under way.</summary>
    public void Keep(KeptConnection place, PlugConnection connection)
    {
        connection.IdleSince = _time.GetTimestamp();
        if (_disposed || !place.TryPut(connection))
        {
            connection.Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _sweep.Dispose();
        foreach (var place in _places.Values)
        {
            place.End(static _ => true);
        }
    }

    private void Sweep()
    {
        foreach (var (origin, place) in _places)
        {
            place.End(connection => _time.GetElapsedTime(connection.IdleSince) >= _longest || connection.IsStale);
            if (place.TryGiveUp())
            {
                _places.TryRemove(KeyValuePair.Create(origin, place));
            }
        }
    }
}
