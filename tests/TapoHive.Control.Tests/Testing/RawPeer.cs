using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using TapoHive.Control.Connections;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Tests.Testing;

/// <summary>A peer that speaks TLS and knows nothing of actors.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly TcpClient _tcp = new();
    private SslStream? _stream;

    /// <summary>What it reads from and writes to.</summary>
    public Stream Stream => (Stream?)_stream ?? _tcp.GetStream();

    /// <summary>Connects, and says nothing.</summary>
    public static async Task<RawPeer> ConnectAsync(GateAddress gate)
    {
        var peer = new RawPeer();
        await peer._tcp.ConnectAsync(gate.Host, gate.Port, TestContext.Current.CancellationToken);
        return peer;
    }

    /// <summary>Connects and finishes TLS with a good certificate, under a name.</summary>
    public static async Task<RawPeer> SecureAsync(OperatorKey key, GateAddress gate, string name)
    {
        var peer = await ConnectAsync(gate);
        var own = new KeyPairAndTrust(KeyPair.Load(key.Certificate, key.PrivateKey), new PeerTrust(key.GateAuthority));
        peer._stream = new SslStream(peer._tcp.GetStream());
        await peer._stream.AuthenticateAsClientAsync(Tls.Client(own, static () => { }), TestContext.Current.CancellationToken);
        await peer.SendAsync(Encoding.ASCII.GetBytes(name).Length, Encoding.ASCII.GetBytes(name));
        return peer;
    }

    /// <summary>The gate's greeting; empty where it closed instead.</summary>
    public async Task<string> GreetingAsync()
    {
        var greeting = new byte[sizeof(int) + ClientEnd.Greeting.Length];
        return await IsClosedAsync(greeting) ? "" : Encoding.ASCII.GetString(greeting.AsSpan(sizeof(int)));
    }

    /// <summary>Sends a frame whose head claims a length of its own choice.</summary>
    public async Task SendAsync(int claimed, ReadOnlyMemory<byte> content)
    {
        var frame = new byte[sizeof(int) + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, claimed);
        content.CopyTo(frame.AsMemory(sizeof(int)));
        await Stream.WriteAsync(frame, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads until the gate closes.</summary>
    public async Task UntilClosedAsync()
    {
        while (!await IsClosedAsync(new byte[1]))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_stream?.DisposeAsync() ?? ValueTask.CompletedTask);
        _tcp.Dispose();
    }

    private async Task<bool> IsClosedAsync(byte[] buffer)
    {
        try
        {
            await Stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
