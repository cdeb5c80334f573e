using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Sessions;
using TapoHive.Protocol;

namespace TapoHive.Emulator.Web;

/// <summary>Writes answers as the plugs' web server does (PROTOCOL 0.1), or mangled as a fault asks.</summary>
internal static class HttpWriter
{
    private const int ChunkSize = 16 * 1024;

    /// <summary>Writes one answer.</summary>
    public static async ValueTask WriteAsync(Socket socket, HttpReply reply, ReplyShape shape, TimeProvider time, CancellationToken cancellation)
    {
        var body = shape.Garbage is GarbageKind.Body ? RandomNumberGenerator.GetBytes(Math.Max(reply.Body.Length, 64)) : reply.Body;
        var filler = Math.Max((shape.Size ?? 0) - body.Length, 0);
        var head = Head(reply, body.Length + filler, shape.AnnouncesClose);
        byte[] message = shape.Garbage is GarbageKind.Http ? RandomNumberGenerator.GetBytes(256) : [.. Encoding.ASCII.GetBytes(head), .. body];
        if (shape.Pause is { } pause)
        {
            await DripAsync(socket, message, pause, time, cancellation);
        }
        else
        {
            await SendAsync(socket, message, cancellation);
        }

        await FillAsync(socket, filler, cancellation);
    }

    private static string Head(HttpReply reply, long length, bool announcesClose)
    {
        var head = new StringBuilder(160)
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {HttpReply.Reason(reply.Status)}\r\n")
            .Append("Server: SHIP 2.0\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: {reply.ContentType}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        if (reply.Session is { } session)
        {
            head.Append(CultureInfo.InvariantCulture, $"Set-Cookie: {new SessionCookie("TP_SESSIONID", session, SessionLife.Duration).ToResponseHeader()}\r\n");
        }

        if (reply.RetryAfter is { } pause)
        {
            head.Append(CultureInfo.InvariantCulture, $"Retry-After: {Math.Ceiling(pause.TotalSeconds):0}\r\n");
        }

        if (announcesClose)
        {
            head.Append("Connection: close\r\n");
        }

        return head.Append("\r\n").ToString();
    }

    private static async ValueTask DripAsync(Socket socket, byte[] message, TimeSpan pause, TimeProvider time, CancellationToken cancellation)
    {
        for (var i = 0; i < message.Length; i++)
        {
            await SendAsync(socket, message.AsMemory(i, 1), cancellation);
            await Task.Delay(pause, time, cancellation);
        }
    }

    private static async ValueTask FillAsync(Socket socket, long count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return;
        }

        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        chunk.AsSpan(0, ChunkSize).Fill((byte)' ');
        try
        {
            for (var left = count; left > 0;)
            {
                var part = (int)Math.Min(left, ChunkSize);
                await SendAsync(socket, chunk.AsMemory(0, part), cancellation);
                left -= part;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellation)..];
        }
    }
}
