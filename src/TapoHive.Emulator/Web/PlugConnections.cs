namespace TapoHive.Emulator.Web;

/// <summary>The open connections of one plug; bounded, because a real plug has few sockets. Thread-safe.</summary>
internal sealed class PlugConnections
{
    private const int Most = 64;
    private readonly Lock _gate = new();
    private HashSet<Connection>? _open;

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _open?.Count ?? 0;
            }
        }
    }

    /// <summary>Takes one in; false when the plug has no socket left.</summary>
    public bool TryAdd(Connection connection)
    {
        lock (_gate)
        {
            return (_open ??= []).Count < Most && _open.Add(connection);
        }
    }

    /// <summary>Lets one go.</summary>
    public void Remove(Connection connection)
    {
        lock (_gate)
        {
            _open?.Remove(connection);
        }
    }

    /// <summary>Resets all of them.</summary>
    public void ResetAll() => Each(static c => c.Reset());

    /// <summary>Ends those on which nothing happened since an instant.</summary>
    public void EndIdle(DateTimeOffset since) => Each(c => c.EndIfIdle(since));

    private void Each(Action<Connection> act)
    {
        Connection[] open;
        lock (_gate)
        {
            open = _open is null ? [] : [.. _open];
        }

        foreach (var connection in open)
        {
            act(connection);
        }
    }
}
