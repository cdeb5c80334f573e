using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace TapoHive.Benchmarks.Bare;

/// <summary>One plug and one connection to it; HTTP as far as plugs need it.</summary>
internal abstract class BarePlug(IPEndPoint at, string contentType) : IDisposable
{
    private readonly byte[] _buffer = new byte[8192];
    private Socket? _socket;

    /// <summary>Tries the session there was, if any, and finds it gone.</summary>
    public abstract Task FindLostAsync(bool on);

    /// <summary>Opens a session, and has the plug say who it is.</summary>
    public abstract Task ConnectAsync();

    /// <summary>Switches and reads back; whether the relay is where it should be.</summary>
    public abstract Task<bool> SwitchAsync(bool on);

    public void Dispose()
    {
        Drop();
        GC.SuppressFinalize(this);
    }

    /// <summary>Posts, and gives the body of the answer and the session cookie, where one is set; no body, where the plug may refuse and does.</summary>
    protected async Task<(ReadOnlyMemory<byte> Body, string? Cookie)> PostAsync(string path, string? cookie, ReadOnlyMemory<byte> body, bool mayBeRefused = false)
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(at);
        }

        var head = Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {at}\r\n{(cookie is null ? "" : $"Cookie: {cookie}\r\n")}Content-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n");
        byte[] request = [.. head, .. body.Span];
        await _socket.SendAsync(request);
        var count = 0;
        int headEnd;
        while ((headEnd = _buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8)) < 0)
        {
            count += await ReceiveAsync(count);
        }

        var lines = Encoding.ASCII.GetString(_buffer, 0, headEnd);
        var isRefused = !lines.StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        if (isRefused && !mayBeRefused)
        {
            throw new InvalidDataException(lines.Split('\r')[0]);
        }

        var length = int.Parse(Header(lines, "Content-Length:") ?? "0", CultureInfo.InvariantCulture);
        while (count < headEnd + 4 + length)
        {
            count += await ReceiveAsync(count);
        }

        if (Header(lines, "Connection:") is { } connection && connection.Equals("close", StringComparison.OrdinalIgnoreCase))
        {
            Drop();
        }

        return (isRefused ? default : _buffer.AsMemory(headEnd + 4, length), Header(lines, "Set-Cookie:")?.Split(';')[0]);
    }

    /// <summary>Ends the connection.</summary>
    protected void Drop()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <summary>Whether an answer's last part says that the relay is where it should be.</summary>
    protected static bool Says(ReadOnlySpan<byte> answer, bool on) => answer.IndexOf(on ? "\"device_on\":true"u8 : "\"device_on\":false"u8) >= 0;

    /// <summary>The members that end a request: a time and a name, as this transport spells them.</summary>
    protected static string Stamp(string time, string name) =>
        $"\"{time}\":{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()},\"{name}\":\"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\"";

    /// <summary>Write and read-back in one.</summary>
    protected static byte[] Batch(string on, string stamp) => Encoding.UTF8.GetBytes(
        $$$"""{"method":"multipleRequest","params":{"requests":[{"method":"set_device_info","params":{"device_on":{{{on}}}}},{"method":"get_device_info"}]},{{{stamp}}}}""");

    /// <summary>A reading.</summary>
    protected static byte[] Reading(string stamp) => Encoding.UTF8.GetBytes($$$"""{"method":"get_device_info",{{{stamp}}}}""");

    private static string? Header(string head, string name)
    {
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var end = head.IndexOf('\r', at);
        return head[(at + name.Length)..(end < 0 ? head.Length : end)].Trim();
    }

    private async Task<int> ReceiveAsync(int from) =>
        await _socket!.ReceiveAsync(_buffer.AsMemory(from)) is var received and > 0 ? received : throw new InvalidDataException("the plug ended the connection");
}
