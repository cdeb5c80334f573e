using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol.Discovery;

namespace TapoHive.Emulator.Discovery;

/// <summary>
/// Answers discovery probes for all plugs of a house on one UDP port: to a plug's own address, that plug; to a broadcast address, all of them, each from its
/// own address (PROTOCOL 1.1).
/// </summary>
internal sealed class DiscoveryResponder : IDisposable
{
    private const int LargestProbe = 4096;

    // Thousands of answers at once would overflow the asker's buffer; real ones come spread over some time.
    private const int Burst = 100;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan _addressesStayFor = TimeSpan.FromSeconds(1);

    private static readonly IPAddress _loopbackBroadcast = IPAddress.Parse("127.255.255.255");
    private readonly Socket _socket;
    private readonly HouseNetwork _network;
    private readonly HouseBinding _binding;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private ImmutableArray<LocalAddress> _local = LocalAddresses.Now();
    private long _localSince;

    private DiscoveryResponder(Socket socket, HouseNetwork network, HouseBinding binding, TimeProvider time, CancellationToken stopping)
    {
        (_socket, _network, _binding, _time, _stopping) = (socket, network, binding, time, stopping);
        _localSince = time.GetTimestamp();
        Running = ReceiveAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Ends when the socket is closed.</summary>
    public Task Running { get; }

    /// <summary>Begins to listen. A socket bound to one address hears no broadcast, hence all addresses; where
    /// the plugs are on the loopback, strangers are not answered.</summary>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static DiscoveryResponder Open(int port, HouseNetwork network, HouseBinding binding, TimeProvider time, CancellationToken stopping)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
            socket.ReceiveBufferSize = 1 << 20;
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return new DiscoveryResponder(socket, network, binding, time, stopping);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // One probe after the other: while a large house answers one, the others wait in the socket's bounded buffer.
    private async Task ReceiveAsync()
    {
        var buffer = new byte[LargestProbe];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, anyone, _stopping);
                if (received.RemoteEndPoint is IPEndPoint asker && MayAsk(asker.Address)
                    && DiscoveryProbe.TryRead(buffer.AsSpan(0, received.ReceivedBytes), out var probe) && probe.HasValidCrc)
                {
                    await AnswerAsync(received.PacketInformation, asker, probe.Serial);
                }
            }
            catch (SocketException e) when (e.SocketErrorCode is not (SocketError.OperationAborted or SocketError.NotSocket or SocketError.Interrupted))
            {
                // A datagram that was too large, or an answer of ours that was turned away.
                await Task.Yield();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private async ValueTask AnswerAsync(IPPacketInformation arrived, IPEndPoint asker, uint serial)
    {
        var asked = arrived.Address;
        Refresh();

        // A unicast question among thousands of plugs is answered without looking at all of them.
        if (_binding is HouseBinding.AddressEach && !IsBroadcast(asked))
        {
            if (_network.PlugAt(asked) is { } single && Announcement.Of(single, serial) is { } own)
            {
                SourcedDatagram.Send(_socket, asked, asker, own);
            }

            return;
        }

        var sent = 0;
        foreach (var (place, plug) in _network.Places)
        {
            if (!IsMeant(asked, arrived.Interface, place.Address) || Announcement.Of(plug, serial) is not { } answer)
            {
                continue;
            }

            SourcedDatagram.Send(_socket, place.Address, asker, answer);
            if (++sent % Burst == 0)
            {
                await Task.Delay(_pause, _time, _stopping);
            }
        }
    }

    // Addresses of real interfaces come and go while the house runs; the loopback's stay.
    private void Refresh()
    {
        if (!_binding.IsLoopback && _time.GetElapsedTime(_localSince) >= _addressesStayFor)
        {
            (_local, _localSince) = (LocalAddresses.Now(), _time.GetTimestamp());
        }
    }

    private bool MayAsk(IPAddress asker) => !_binding.IsLoopback || IPAddress.IsLoopback(asker) || _local.Any(local => local.Address.Equals(asker));

    private bool IsMeant(IPAddress asked, int arrivedOn, IPAddress plug) => asked.Equals(plug)
        || (_binding.IsLoopback
            ? IsBroadcast(asked)
            : _local.Any(local => local.Address.Equals(plug) && (asked.Equals(IPAddress.Broadcast) ? local.Interface == arrivedOn : asked.Equals(BroadcastOf(local)))));

    private bool IsBroadcast(IPAddress asked) => asked.Equals(IPAddress.Broadcast) || (_binding.IsLoopback
        ? asked.Equals(_loopbackBroadcast) || (_binding is HouseBinding.AddressEach(var network, _) && asked.Equals(LocalNetwork.BroadcastOf(network.BaseAddress, network.PrefixLength)))
        : _local.Any(local => asked.Equals(BroadcastOf(local))));

    private static IPAddress BroadcastOf(LocalAddress local) => LocalNetwork.BroadcastOf(local.Address, local.PrefixLength);
}
