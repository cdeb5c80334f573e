using System.Collections.Concurrent;

namespace TapoHive.Protocol.Http;

/// <summary>Connections that nobody uses at the moment: one a plug at most, and none for longer than is worth it. Thread-safe.</summary>
internal sealed class KeptConnections : IDisposable
{
    private readonly ConcurrentDictionary<WebOrigin, PlugConnection> _kept = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _longest;
    private readonly ITimer _sweep;
    private volatile bool _disposed;

    public KeptConnections(TimeSpan longest, TimeProvider time)
    {
        (_longest, _time) = (longest, time);
        _sweep = time.CreateTimer(static kept => ((KeptConnections)kept!).Sweep(), this, longest / 4, longest / 4);
    }

    /// <summary>The connection that is kept for an origin, to be used by the caller alone; nothing where there is none. The plug may have ended it meanwhile.</summary>
    public PlugConnection? Take(WebOrigin origin) => _kept.TryRemove(origin, out var connection) ? connection : null;

    /// <summary>Keeps a connection on which nothing is under way.</summary>
    public void Keep(WebOrigin origin, PlugConnection connection)
    {
        connection.IdleSince = _time.GetTimestamp();
        if (_disposed || !_kept.TryAdd(origin, connection))
        {
            connection.Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _sweep.Dispose();
        foreach (var origin in _kept.Keys)
        {
            End(origin, static _ => true);
        }
    }

    private void Sweep()
    {
        foreach (var origin in _kept.Keys)
        {
            End(origin, connection => _time.GetElapsedTime(connection.IdleSince) >= _longest || connection.IsStale);
        }
    }

    private void End(WebOrigin origin, Func<PlugConnection, bool> isDue)
    {
        // Whoever removes it owns it: one that is in use is not here, and cannot be ended under its user.
        if (_kept.TryGetValue(origin, out var connection) && isDue(connection) && _kept.TryRemove(KeyValuePair.Create(origin, connection)))
        {
            connection.Dispose();
        }
    }
}
