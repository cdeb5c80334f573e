using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Akka.Actor;
using Akka.Remote.Transport;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Connections;

/// <summary>A client's end: one connection to one gate, opened before the actor system that uses it, so that what goes wrong is known
/// exactly and at once. A client listens nowhere.</summary>
internal sealed class ClientEnd : OperatorEnd, IDisposable
{
    /// <summary>The longest name of a client, in bytes.</summary>
    public const int LongestName = 64;

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private SslStream? _stream;
    private TlsAssociation? _association;

    /// <summary>What a gate says when TLS is finished and it has heard the client's name.</summary>
    public static ReadOnlyMemory<byte> Greeting { get; } = "TapoHive"u8.ToArray();

    /// <summary>Whether a client may call itself so: it becomes a part of addresses.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name != Wire.OperatorProtocol.SystemName && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nothing listens there, or there is no way to it.</exception>
    public async Task ConnectAsync(GateAddress gate, CancellationToken cancellation) =>
        await _tcp.ConnectAsync(gate.Host, gate.Port, cancellation).ConfigureAwait(false);

    /// <summary>Finishes TLS with the gate that is known, and says its name.</summary>
    /// <param name="own">What the client shows, and the authority of the gate it knows.</param>
    /// <param name="name">The name of its actor system.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What came of it.</returns>
    public async Task<GateReception> SecureAsync(KeyPairAndTrust own, string name, CancellationToken cancellation)
    {
        var reception = GateReception.ClosedTheDoor;
        var stream = new SslStream(_tcp.GetStream());
        _stream = stream;
        try
        {
            await stream.AuthenticateAsClientAsync(Tls.Client(own, () => reception = GateReception.IsAnother), cancellation).ConfigureAwait(false);
            await Frames.WriteAsync(stream, Encoding.ASCII.GetBytes(name), cancellation).ConfigureAwait(false);

            // With TLS 1.3 the gate's verdict on our certificate comes with its first word.
            var word = await Frames.ReadAsync(stream, static () => Greeting.Length, cancellation).ConfigureAwait(false);
            return word is null ? GateReception.ClosedTheDoor
                : word.AsSpan().SequenceEqual(Greeting.Span) ? GateReception.Welcome
                : GateReception.IsNoGate;
        }
        catch (AuthenticationException) when (reception != GateReception.IsAnother)
        {
            return GateReception.IsNoGate;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or InvalidDataException)
        {
            return reception;
        }
    }

    /// <inheritdoc/>
    public override Task<AssociationHandle> AssociateAsync(Address local, Address remote)
    {
        if (Interlocked.Exchange(ref _stream, null) is not { } stream)
        {
            return Task.FromException<AssociationHandle>(new InvalidAssociationException("The connection to the gate is over."));
        }

        var association = new TlsAssociation(local, remote, stream, new DoorOptions(), visit: null);
        _association = association;
        association.Start();
        return Task.FromResult<AssociationHandle>(association);
    }

    /// <inheritdoc/>
    public override void Close()
    {
        _association?.Abort();
        Interlocked.Exchange(ref _stream, null)?.Dispose();
        _tcp.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();
}
