using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Akka.Actor;
using Akka.Remote.Transport;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Connections;

/// <summary>The gate's end: the one listening socket. A connection reaches Akka only when TLS is finished with a certificate of the
/// operators' authority and the client has said its name.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "Without a timer and a wait handle there is nothing to dispose of; connections that end late still read it.")]
internal sealed class GateEnd : OperatorEnd, IDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly SslServerAuthenticationOptions _tls;
    private readonly Action<string, string> _turnedAway;
    private readonly CancellationTokenSource _closed = new();

    private GateEnd(Socket socket, KeyPairAndTrust own, Doorkeeper door, Action<string, string> turnedAway)
    {
        (_socket, Door, _turnedAway) = (socket, door, turnedAway);
        _tls = Tls.Server(own);
    }

    /// <summary>Who counts the connections.</summary>
    public Doorkeeper Door { get; }

    /// <summary>The TCP port it listens on.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Listens; whoever connects waits until an actor system takes it up.</summary>
    /// <param name="at">Where; port 0 for any that is free.</param>
    /// <param name="own">What the gate shows, and whom it lets through TLS.</param>
    /// <param name="door">Counts the connections.</param>
    /// <param name="turnedAway">Told of a peer that did not come through: from where, and why.</param>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public static GateEnd Listen(IPEndPoint at, KeyPairAndTrust own, Doorkeeper door, Action<string, string> turnedAway)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Every network is IPv4's, too: this machine comes by 127.0.0.1.
            if (at.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(at);
            socket.Listen(512);
            return new GateEnd(socket, own, door, turnedAway);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Open(Address local, Task<IAssociationEventListener> upper) => _ = AcceptAsync(local, upper);

    /// <inheritdoc/>
    public override Task<AssociationHandle> AssociateAsync(Address local, Address remote) =>
        Task.FromException<AssociationHandle>(new InvalidAssociationException("A gate calls nobody."));

    /// <inheritdoc/>
    public override void Close()
    {
        _ = _closed.CancelAsync();
        _socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private async Task AcceptAsync(Address local, Task<IAssociationEventListener> upper)
    {
        var closed = _closed.Token;
        while (!closed.IsCancellationRequested)
        {
            try
            {
                _ = ReceiveAsync(await _socket.AcceptAsync(closed).ConfigureAwait(false), local, upper, closed);
            }
            catch (SocketException)
            {
                // The peer went before it was there, or the process has no file descriptor left for it.
                await Task.Delay(Breath, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ReceiveAsync(Socket socket, Address local, Task<IAssociationEventListener> upper, CancellationToken closed)
    {
        var visit = new Visit(AddressOf(socket));
        Door.Arrived(visit);
        SslStream? stream = null;
        try
        {
            stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            socket.NoDelay = true;
            var name = await HandshakeAsync(stream, visit, closed).ConfigureAwait(false);
            var association = new TlsAssociation(local, AddressOf(name), stream, Door.Limits, visit);
            await using var abort = visit.Closed.Register(association.Abort).ConfigureAwait(false);
            await using var abortAll = closed.Register(association.Abort).ConfigureAwait(false);
            association.Start();
            (await upper.ConfigureAwait(false)).Notify(new InboundAssociation(association));
            await ProvenInTimeAsync(association, visit).ConfigureAwait(false);
            if (await association.Ended.ConfigureAwait(false) is { } wrong)
            {
                _turnedAway(visit.From.ToString(), wrong);
            }
        }
        catch (Exception e)
        {
            // Whatever a stranger sends, it is the end of its connection and of nothing else.
            if (!closed.IsCancellationRequested)
            {
                _turnedAway(visit.From.ToString(), Words(e));
            }
        }
        finally
        {
            if (stream is not null)
            {
                await stream.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            socket.Dispose();
            Door.Left(visit);
        }
    }

    /// <summary>The name of the client, when TLS is finished and it was greeted.</summary>
    private async Task<string> HandshakeAsync(SslStream stream, Visit visit, CancellationToken closed)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(closed, visit.Closed);
        ended.CancelAfter(Door.Limits.Handshake);
        await stream.AuthenticateAsServerAsync(_tls, ended.Token).ConfigureAwait(false);
        var name = Encoding.ASCII.GetString(await Frames.ReadAsync(stream, static () => ClientEnd.LongestName, ended.Token).ConfigureAwait(false) ?? []);
        if (!ClientEnd.IsName(name) || !Door.TrySecure(visit, name))
        {
            throw new InvalidDataException("it gives itself no name, or that of somebody who is here already");
        }

        await Frames.WriteAsync(stream, ClientEnd.Greeting, ended.Token).ConfigureAwait(false);
        return name;
    }

    private static IPAddress AddressOf(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint is IPEndPoint { Address: var from } ? (from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from) : IPAddress.None;
        }
        catch (SocketException)
        {
            // It is gone already.
            return IPAddress.None;
        }
    }

    private async Task ProvenInTimeAsync(TlsAssociation association, Visit visit)
    {
        try
        {
            await association.Ended.WaitAsync(Door.Limits.Proof).ConfigureAwait(false);
        }
        catch (TimeoutException) when (visit.IsProven)
        {
            // It has all the time it wants.
        }
        catch (TimeoutException)
        {
            association.Abort();
            _turnedAway(visit.From.ToString(), "it did not prove an operator's key in time");
        }
    }

    private static string Words(Exception why) => why switch
    {
        AuthenticationException => "it shows no certificate of this hive's operators",
        OperationCanceledException => "it did not finish its handshake in time, or had to make room for others",
        InvalidDataException => why.Message,
        System.Security.Cryptography.CryptographicException => "it shows a certificate that cannot be read",
        _ => "it went away before it had said who it is",
    };
}
