using System.Net;
using System.Net.Sockets;
using System.Text;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Web;

/// <summary>
/// A listening socket for one plug, or for all plugs of a house told apart by the address the client dialled. On the loopback only peers on this machine are served.
/// </summary>
internal sealed class PlugListener : IDisposable
{
    private const int Backlog = 4096;
    private const int SocketLevel = 1;
    private const int BindToDevice = 25;
    private static readonly TimeSpan _breather = TimeSpan.FromMilliseconds(20);
    private readonly Socket _socket;
    private readonly Func<IPEndPoint, PlugCore?> _resolve;
    private readonly ConnectionBudget _budget;
    private readonly CancellationToken _stopping;

    private PlugListener(Socket socket, Func<IPEndPoint, PlugCore?> resolve, ConnectionBudget budget, CancellationToken stopping)
    {
        (_socket, _resolve, _budget, _stopping) = (socket, resolve, budget, stopping);
        Running = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Place => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Ends when the socket is closed.</summary>
    public Task Running { get; }

    /// <summary>The socket, for filters.</summary>
    public Socket Socket => _socket;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The place is taken or not allowed.</exception>
    public static PlugListener Open(IPEndPoint place, Func<IPEndPoint, PlugCore?> resolve, ConnectionBudget budget, CancellationToken stopping)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (place.Address.Equals(IPAddress.Any))
            {
                KeepToLoopback(socket);
            }

            socket.Bind(place);
            socket.Listen(Backlog);
            return new PlugListener(socket, resolve, budget, stopping);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // Not needed for safety, since strangers are turned away when they connect; but then they do not even see an open port.
    private static void KeepToLoopback(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            socket.SetRawSocketOption(SocketLevel, BindToDevice, Encoding.ASCII.GetBytes("lo\0"));
        }
        catch (SocketException)
        {
            // Older kernels keep this to root.
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Admit(await _socket.AcceptAsync(_stopping));
            }
            catch (SocketException e) when (e.SocketErrorCode is not (SocketError.OperationAborted or SocketError.NotSocket or SocketError.Interrupted))
            {
                // The client was gone before it was let in, or no descriptor is left: the next one may fare better.
                await Task.Delay(_breather, CancellationToken.None);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Admit(Socket client)
    {
        try
        {
            if (client.RemoteEndPoint is not IPEndPoint peer || client.LocalEndPoint is not IPEndPoint local
                || (IPAddress.IsLoopback(local.Address) && !IPAddress.IsLoopback(peer.Address))
                || _resolve(local) is not { } plug
                || plug.Presence is Presence.Refusing
                || !_budget.TryTake())
            {
                Connection.ResetSocket(client);
                return;
            }

            var connection = new Connection(client, plug, peer, _stopping);
            if (plug.Connections.TryAdd(connection))
            {
                _ = RunAsync(connection);
            }
            else
            {
                _budget.GiveBack();
                Connection.ResetSocket(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            client.Dispose();
        }
    }

    private async Task RunAsync(Connection connection)
    {
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            _budget.GiveBack();
        }
    }
}
