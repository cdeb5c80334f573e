using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TapoHive.Emulator.Web;

/// <summary>
/// Reads requests off a socket: HTTP/1.x, a body only with <c>Content-Length</c> (plugs answer 500 to anything else; PROTOCOL 0.1), everything
/// bounded. A connection that is idle holds no buffer, or a small one.
/// </summary>
/// <param name="socket">Where they come from.</param>
/// <param name="onTheWay">Ends when the request whose first bytes are there may be read.</param>
internal sealed class HttpReader(Socket socket, Func<ValueTask> onTheWay) : IDisposable
{
    private const int UsualHead = 2 * 1024;
    private const int MostHead = 8 * 1024;
    private const int MostBody = 64 * 1024;
    private byte[] _buffer = [];
    private int _count;

    /// <summary>Reads the next request.</summary>
    public async ValueTask<HttpRead> ReadAsync(CancellationToken cancellation)
    {
        if (_count == 0)
        {
            // Nothing pending: wait without a buffer, so that thousands of idle connections cost next to nothing.
            Release();
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellation);

            // Such a wait may end for bytes that were read long ago, or because the client went: nothing is on its way before there are bytes.
            if (!await FillAsync(UsualHead, cancellation))
            {
                return new HttpRead.Ended();
            }
        }

        await onTheWay();
        int headLength;
        while ((headLength = HeadLength()) < 0)
        {
            if (_count >= MostHead)
            {
                return new HttpRead.Refused(431);
            }

            if (!await FillAsync(Math.Max(_count + 1, UsualHead), cancellation))
            {
                return new HttpRead.Ended();
            }
        }

        var head = Encoding.Latin1.GetString(_buffer, 0, headLength).Split("\r\n");
        var line = head[0].Split(' ');
        if (line.Length != 3 || !line[2].StartsWith("HTTP/1.", StringComparison.Ordinal) || !line[1].StartsWith('/'))
        {
            return new HttpRead.Refused(400);
        }

        var isPost = string.Equals(line[0], "POST", StringComparison.Ordinal);
        var length = Header(head, "Content-Length") is { } text ? ParseLength(text) : isPost ? -1 : 0;
        if (length < 0 || Header(head, "Transfer-Encoding") is not null)
        {
            return new HttpRead.Refused(500);
        }

        if (length > MostBody)
        {
            return new HttpRead.Refused(413);
        }

        var end = headLength + 4 + length;
        while (_count < end)
        {
            if (!await FillAsync(end, cancellation))
            {
                return new HttpRead.Ended();
            }
        }

        return new HttpRead.Received(Take(head, line, headLength + 4, end));
    }

    /// <inheritdoc/>
    public void Dispose() => Release();

    private static int ParseLength(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : text.All(char.IsAsciiDigit) ? int.MaxValue : -1;

    private static string? Header(string[] head, string name)
    {
        foreach (var line in head.AsSpan(1))
        {
            if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return line[(name.Length + 1)..].Trim();
            }
        }

        return null;
    }

    private HttpRequest Take(string[] head, string[] line, int bodyStart, int end)
    {
        var body = _buffer[bodyStart..end];
        _buffer.AsSpan(end, _count - end).CopyTo(_buffer);
        _count -= end;
        var question = line[1].IndexOf('?', StringComparison.Ordinal);
        var close = Header(head, "Connection") is { } connection
            ? connection.Contains("close", StringComparison.OrdinalIgnoreCase)
            : string.Equals(line[2], "HTTP/1.0", StringComparison.Ordinal);
        return new HttpRequest(
            line[0],
            question < 0 ? line[1] : line[1][..question],
            question < 0 ? "" : line[1][(question + 1)..],
            Header(head, "Cookie") ?? "",
            body,
            close);
    }

    private int HeadLength() => _buffer.AsSpan(0, _count).IndexOf("\r\n\r\n"u8);

    private async ValueTask<bool> FillAsync(int capacity, CancellationToken cancellation)
    {
        if (_buffer.Length < capacity)
        {
            var larger = ArrayPool<byte>.Shared.Rent(capacity);
            _buffer.AsSpan(0, _count).CopyTo(larger);
            var count = _count;
            Release();
            (_buffer, _count) = (larger, count);
        }

        var received = await socket.ReceiveAsync(_buffer.AsMemory(_count), SocketFlags.None, cancellation);
        _count += received;
        return received > 0;
    }

    private void Release()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _count) = ([], 0);
    }
}
