using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol.Http;

/// <summary>One TCP connection to a plug's web server, with TLS where it asks for that. It carries one exchange at a time.</summary>
internal sealed class PlugConnection : IDisposable
{
    private readonly Socket _socket;

    private PlugConnection(Socket socket, Stream stream) => (_socket, Stream) = (socket, stream);

    /// <summary>What goes to the plug and comes from it.</summary>
    public Stream Stream { get; }

    /// <summary>Since when nobody has used it, on the clock that only runs on.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether the plug ended it, or sent what nobody asked for, while nobody used it. May be asked of one that somebody is just taking: where its
    /// user has ended it meanwhile, it is stale.</summary>
    public bool IsStale
    {
        get
        {
            try
            {
                return _socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    public static async Task<PlugConnection> OpenAsync(WebOrigin origin, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(origin.Address.Host, origin.Address.Port, cancellationToken).ConfigureAwait(false);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return new PlugConnection(socket, origin.Scheme == WebScheme.Https ? await WithTlsAsync(plain, origin, cancellationToken).ConfigureAwait(false) : plain);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => Stream.Dispose();

    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "Plugs' certificates cannot be checked; the protocol inside proves the peer (PROTOCOL 1.2).")]
    private static async Task<Stream> WithTlsAsync(NetworkStream plain, WebOrigin origin, CancellationToken cancellationToken)
    {
        var tls = new SslStream(plain, leaveInnerStreamOpen: false, static (_, _, _, _) => true);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = origin.Address.Host.ToString() }, cancellationToken).ConfigureAwait(false);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
