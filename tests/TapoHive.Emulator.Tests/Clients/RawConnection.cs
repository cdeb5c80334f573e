using System.Net;
using System.Net.Sockets;
using System.Text;
using TapoHive.Domain.Plugs;

namespace TapoHive.Emulator.Tests.Clients;

/// <summary>A TCP connection, byte by byte.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawConnection> OpenAsync(PlugAddress address)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(new IPEndPoint(address.Host, address.Port), TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Whether a request is answered at all: not where the connection is refused, or reset before or after it stands.</summary>
    public static async Task<bool> IsServedAsync(PlugAddress address)
    {
        try
        {
            using var connection = await OpenAsync(address);
            await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
            return await connection.ReadAsync() is { Length: > 0 };
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async Task SendAsync(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        Assert.Equal(bytes.Length, await _socket.SendAsync(bytes, TestContext.Current.CancellationToken));
    }

    /// <summary>Everything until the plug closes; a reset counts as closing.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        while (await ReadAsync() is { Length: > 0 } part)
        {
            text.Append(part);
        }

        return text.ToString();
    }

    /// <summary>Reads until a text has come.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var text = "";
        while (!text.EndsWith(end, StringComparison.Ordinal))
        {
            var part = await ReadAsync();
            Assert.True(part.Length > 0, "The plug closed the connection.");
            text += part;
        }

        return text;
    }

    /// <summary>What comes next; nothing when the plug closed.</summary>
    public async Task<string> ReadAsync()
    {
        try
        {
            var buffer = new byte[4096];
            var count = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            return Encoding.Latin1.GetString(buffer, 0, count);
        }
        catch (SocketException)
        {
            return "";
        }
    }

    /// <summary>Whether nothing at all is there to read now.</summary>
    public bool IsSilent => !_socket.Poll(TimeSpan.FromMilliseconds(150), SelectMode.SelectRead);

    public void Dispose() => _socket.Dispose();
}
