using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Channels;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Discovery;

/// <summary>
/// Sends discovery probes from one local address and collects what comes back (PROTOCOL 1). Plugs answer from their discovery port to the port the probe
/// came from, so a socket on an interface's own address gets the answers to its broadcasts; use one socket for each interface, and
/// <see cref="IPAddress.Any"/> for single hosts anywhere. Sightings wait in a bounded queue; while nobody reads, further ones are
/// dropped, for plugs answer the next probe again. Garbage and answers that are none are passed over in silence.
/// </summary>
public sealed class DiscoverySocket : IAsyncDisposable
{
    /// <summary>Where plugs listen (PROTOCOL 1.1).</summary>
    public static readonly IReadOnlyList<int> PlugPorts = [TdpDatagram.Port, TdpDatagram.SecondPort];

    private const int QueueLength = 4096;

    // A few hundred answers at once, of about a kilobyte, while this process is busy elsewhere.
    private const int KernelBuffer = 1 << 20;

    private readonly Socket _socket;
    private readonly byte[] _probe;
    private readonly RsaKeyPair _key;
    private readonly IClock _clock;
    private readonly Channel<Sighting> _sightings = Channel.CreateBounded<Sighting>(new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropWrite, SingleWriter = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _receiving;

    private DiscoverySocket(Socket socket, RsaKeyPair key, IClock clock)
    {
        (_socket, _key, _clock) = (socket, key, clock);
        _probe = DiscoveryProbe.Write(BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))), key.Public);
        Sightings = _sightings.Reader;
        _receiving = ReceiveAsync();
    }

    /// <summary>What came back, in the order of arrival; the same plug once for each answer. Completes when the socket is disposed, or when its network is gone: open another then.</summary>
    public ChannelReader<Sighting> Sightings { get; }

    /// <summary>Opens a socket on a local address, on a port of the system's choice. Waits for the discovery key if it is still being made.</summary>
    /// <returns>A socket, or <see cref="FailureKind.Transient"/> where the address is not (or no longer) this host's.</returns>
    public static async Task<Result<DiscoverySocket>> OpenAsync(IPAddress local, RsaKeyRing keys, IClock clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(keys);
        var key = await keys.DiscoveryKeyAsync(cancellationToken).ConfigureAwait(false);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.EnableBroadcast = true;
            socket.ReceiveBufferSize = KernelBuffer;
            socket.Bind(new IPEndPoint(local, 0));
            return new DiscoverySocket(socket, key, clock);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return new Failure(FailureKind.Transient, $"Discovery cannot use the local address {local} ({e.SocketErrorCode}).");
        }
    }

    /// <summary>Probes one address: a host's, or a broadcast address. Unicast also wakes firmware that keeps its web server shut after power-up (PROTOCOL 1.1).</summary>
    /// <param name="target">Where to.</param>
    /// <param name="ports">To which ports; <see cref="PlugPorts"/> on real networks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many datagrams left; where none did, <see cref="FailureKind.Unsupported"/> if this host itself forbids it (its firewall),
    /// <see cref="FailureKind.Dark"/> if there is no way there, as to 255.255.255.255 from no interface in particular without a default route.</returns>
    public async Task<Result<int>> ProbeAsync(IPAddress target, IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(ports);
        var sent = 0;
        SocketError? trouble = null;
        foreach (var port in ports)
        {
            try
            {
                await _socket.SendToAsync(_probe, SocketFlags.None, new IPEndPoint(target, port), cancellationToken).ConfigureAwait(false);
                sent++;
            }
            catch (SocketException e)
            {
                trouble = e.SocketErrorCode;
            }
            catch (ObjectDisposedException)
            {
                trouble = SocketError.OperationAborted;
            }
        }

        return sent > 0 || trouble is null ? sent
            : trouble == SocketError.AccessDenied ? new Failure(FailureKind.Unsupported, $"This machine does not let probes to {target} leave.")
            : new Failure(FailureKind.Dark, $"No probe could be sent to {target} ({trouble}).");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _receiving.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[ushort.MaxValue];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _closing.Token).ConfigureAwait(false);
                var answer = DiscoveryAnswer.Read(buffer.AsSpan(0, received.ReceivedBytes), _key);
                if (answer?.ToSighting(((IPEndPoint)received.RemoteEndPoint).Address, _clock.GetCurrentInstant()) is { } sighting)
                {
                    _sightings.Writer.TryWrite(sighting);
                }
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused or SocketError.MessageSize or SocketError.NetworkReset)
            {
                // An earlier probe met a closed port: news of that host, no trouble of this socket.
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                break;
            }
        }

        _sightings.Writer.Complete();
    }
}
