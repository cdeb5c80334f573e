namespace TapoHive.Protocol.Http;

/// <summary>The place of one plug's connection while nobody uses it. Thousands are taken and put back each second: without a lock. Whoever takes one owns it.</summary>
internal sealed class KeptConnection
{
    private static readonly object GivenUp = new();

    // A connection, nothing, or that the place is given up.
    private object? _content;
    private volatile bool _used = true;

    /// <summary>The connection, to be used by the caller alone; nothing where there is none. The plug may have ended it meanwhile.</summary>
    public PlugConnection? Take()
    {
        _used = true;
        return _content is PlugConnection connection && Interlocked.CompareExchange(ref _content, null, connection) == connection ? connection : null;
    }

    /// <summary>Puts one there; false where there is another, or the place is given up.</summary>
    public bool TryPut(PlugConnection connection) => Interlocked.CompareExchange(ref _content, connection, null) is null;

    /// <summary>Ends the connection where that is due.</summary>
    public void End(Func<PlugConnection, bool> isDue)
    {
        // One that is in use is not here, and cannot be ended under its user.
        if (_content is PlugConnection connection && isDue(connection) && Interlocked.CompareExchange(ref _content, null, connection) == connection)
        {
            connection.Dispose();
        }
    }

    /// <summary>Gives the place up where there is nothing and nobody has used it since this was asked last; from then on it takes nothing.</summary>
    public bool TryGiveUp()
    {
        var used = _used;
        _used = false;
        return !used && Interlocked.CompareExchange(ref _content, GivenUp, null) is null;
    }
}
