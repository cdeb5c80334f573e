using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TapoHive.Daemon.Tests.Storage;

/// <summary>A way to a server that can be lost as networks are: whoever connected finds out, the server does not.</summary>
internal sealed class LosableNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<(TcpClient Near, TcpClient Far)> _ways = new();
    private readonly int _server;
    private readonly Task _accepting;
    private volatile bool _isAway;

    public LosableNetwork(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every connection breaks on this side; new ones come through. The server goes on waiting for the old ones.</summary>
    public void Lose()
    {
        foreach (var (near, _) in _ways)
        {
            near.Dispose();
        }
    }

    /// <summary>Every connection breaks on both sides, and no new one comes through.</summary>
    public void GoAway()
    {
        _isAway = true;
        Lose();
        foreach (var (_, far) in _ways)
        {
            far.Dispose();
        }
    }

    public void ComeBack() => _isAway = false;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        GoAway();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                if (_isAway)
                {
                    near.Dispose();
                    continue;
                }

                var far = new TcpClient { NoDelay = true };
                await far.ConnectAsync(IPAddress.Loopback, _server);
                _ways.Enqueue((near, far));
                _ = PassAsync(near, far);
                _ = PassAsync(far, near);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private static async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end of it is gone; the other one is not told.
        }
    }
}
