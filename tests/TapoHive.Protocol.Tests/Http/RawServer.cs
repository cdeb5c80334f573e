using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol.Tests.Http;

/// <summary>A web server of a few lines on loopback that shows the bytes it got and does with connections what it is told.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<RawRequest, RawReply> _answer;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly TaskCompletionSource _firstRequest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;
    private int _connections;
    private int _disposed;

    public RawServer(Func<RawRequest, RawReply> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public PlugAddress Address => new(IPAddress.Loopback, ((IPEndPoint)_listener.LocalEndpoint).Port);

    public ConcurrentQueue<RawRequest> Requests { get; } = [];

    public int Connections => _connections;

    public Task FirstRequest => _firstRequest.Task;

    /// <summary>Now is the time for <see cref="After.CloseLater"/> and <see cref="After.Babble"/>; ends when they are done.</summary>
    public Task EndAsync()
    {
        _mayEnd.TrySetResult();
        return _firstEnd.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_conversations);
        _closing.Dispose();
    }

    /// <summary>Whoever connects from now on is refused.</summary>
    public void Refuse() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_closing.Token);
                _conversations.Add(ConverseAsync(socket, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task ConverseAsync(Socket socket, int connection)
    {
        using (socket)
        {
            try
            {
                var after = After.Keep;
                while (after is After.Keep or After.ResetNext)
                {
                    if (await ReadAsync(socket, connection) is not { } request)
                    {
                        return;
                    }

                    if (after == After.ResetNext)
                    {
                        socket.LingerState = new LingerOption(true, 0);
                        return;
                    }

                    Requests.Enqueue(request);
                    _firstRequest.TrySetResult();
                    var reply = _answer(request);
                    await socket.SendAsync(reply.Bytes, _closing.Token);
                    after = reply.After;
                }

                await LeaveAsync(socket, after);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
            {
            }
        }
    }

    private async Task LeaveAsync(Socket socket, After after)
    {
        switch (after)
        {
            case After.Reset:
                socket.LingerState = new LingerOption(true, 0);
                break;
            case After.Hold:
                // Ends when the client does.
                await socket.ReceiveAsync(new byte[1], _closing.Token);
                break;
            case After.Drip:
                while (true)
                {
                    await socket.SendAsync(" "u8.ToArray(), _closing.Token);
                    await Task.Yield();
                }

            case After.Babble:
                await _mayEnd.Task.WaitAsync(_closing.Token);
                await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _closing.Token);
                _firstEnd.TrySetResult();
                goto case After.Hold;
            case After.CloseLater:
                await _mayEnd.Task.WaitAsync(_closing.Token);
                socket.Shutdown(SocketShutdown.Both);
                _firstEnd.TrySetResult();
                break;
            default:
                socket.Shutdown(SocketShutdown.Both);
                break;
        }
    }

    private async Task<RawRequest?> ReadAsync(Socket socket, int connection)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (bytes.Count < 4 || !bytes[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await socket.ReceiveAsync(one, _closing.Token) == 0)
            {
                return null;
            }

            bytes.Add(one[0]);
        }

        var head = Encoding.ASCII.GetString([.. bytes]);
        var length = head.Split("\r\n").Where(static line => line.StartsWith("Content-Length:", StringComparison.Ordinal))
            .Select(static line => int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture)).SingleOrDefault();
        var body = new byte[length];
        for (var read = 0; read < length;)
        {
            read += await socket.ReceiveAsync(body.AsMemory(read), _closing.Token);
        }

        return new RawRequest(connection, head, body);
    }
}
