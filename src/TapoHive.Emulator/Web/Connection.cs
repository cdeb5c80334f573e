using System.Net;
using System.Net.Sockets;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Web;

/// <summary>One TCP connection to one plug: a loop of request and answer, without a thread of its own.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket;
    private readonly PlugCore _plug;
    private readonly IPEndPoint _peer;
    private readonly CancellationToken _stopping;
    private DateTimeOffset _lastActivity;
    private volatile bool _isIdle = true;

    public Connection(Socket socket, PlugCore plug, IPEndPoint peer, CancellationToken stopping)
    {
        (_socket, _plug, _peer, _stopping) = (socket, plug, peer, stopping);
        _lastActivity = plug.Time.GetUtcNow();
        socket.NoDelay = true;
    }

    /// <summary>Serves requests until either side ends it.</summary>
    public async Task RunAsync()
    {
        try
        {
            using var reader = new HttpReader(_socket, HoldBackAsync);
            while (_plug.Presence is Presence.Present && await ServeAsync(reader))
            {
            }

            if (_plug.Presence is Presence.Mute or Presence.Gone)
            {
                await HoldAsync();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client is gone, the plug was moved or lost its mains, or the house stops: nothing is left to answer.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Ends it the hard way: the client sees a reset.</summary>
    public void Reset()
    {
        ResetSocket(_socket);
    }

    /// <summary>Ends it if nothing happened since an instant.</summary>
    public void EndIfIdle(DateTimeOffset since)
    {
        if (_isIdle && _lastActivity < since)
        {
            _socket.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _plug.Connections.Remove(this);
        _socket.Dispose();
    }

    /// <summary>Closes a socket so that the other side sees a reset.</summary>
    public static void ResetSocket(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }

        socket.Dispose();
    }

    private async ValueTask<bool> ServeAsync(HttpReader reader)
    {
        _isIdle = true;
        var read = await reader.ReadAsync(_stopping);
        _isIdle = false;
        _lastActivity = _plug.Time.GetUtcNow();
        switch (read)
        {
            case HttpRead.Received(var request):
                return await ReactAsync(await PlugDoor.AnswerAsync(_plug, request, _peer, _stopping));
            case HttpRead.Refused(var status):
                await HttpWriter.WriteAsync(_socket, HttpReply.Refuse(status), ReplyShape.Plain, _plug.Time, _stopping);
                return await LingerAsync();
            default:
                return false;
        }
    }

    private ValueTask HoldBackAsync()
    {
        return _plug.Faults.OnTheWay is var late && late > TimeSpan.Zero ? WaitAsync(late) : ValueTask.CompletedTask;

        async ValueTask WaitAsync(TimeSpan length)
        {
            _isIdle = false;
            await Task.Delay(length, _plug.Time, _stopping);
            (_lastActivity, _isIdle) = (_plug.Time.GetUtcNow(), true);
        }
    }

    private async ValueTask<bool> ReactAsync(Reaction reaction)
    {
        switch (reaction)
        {
            case Reaction.Answered(var reply, var shape, var closes):
                await HttpWriter.WriteAsync(_socket, reply, shape, _plug.Time, _stopping);
                _lastActivity = _plug.Time.GetUtcNow();
                return !closes || await LingerAsync();
            case Reaction.Silence:
                await HoldAsync();
                return false;
            default:
                return false;
        }
    }

    // Says goodbye without resetting what the client has not read yet.
    private ValueTask<bool> LingerAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        return ValueTask.FromResult(false);
    }

    // Reads and forgets until the client gives up, so that its end is noticed.
    private async Task HoldAsync()
    {
        var discarded = new byte[512];
        while (await _socket.ReceiveAsync(discarded, SocketFlags.None, _stopping) > 0)
        {
        }
    }
}
