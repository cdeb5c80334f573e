using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol.Tests.Http;

/// <summary>A web server behind TLS with a certificate that nobody vouches for, as plugs have. It answers every request alike.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly List<Task> _conversations = [];
    private readonly byte[] _answer;
    private readonly Task _accepting;
    private int _connections;

    public TlsServer(string answer)
    {
        _answer = Encoding.ASCII.GetBytes(answer);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public PlugAddress Address => new(IPAddress.Loopback, ((IPEndPoint)_listener.LocalEndpoint).Port);

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        await Task.WhenAll(_conversations);
        _listener.Dispose();
        _certificate.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var peer = await _listener.AcceptTcpClientAsync(_closing.Token);
                Interlocked.Increment(ref _connections);
                _conversations.Add(ConverseAsync(peer));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(TcpClient peer)
    {
        using var ended = peer;
        await using var tls = new SslStream(peer.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _closing.Token);
            var request = new byte[4096];
            while (await tls.ReadAsync(request, _closing.Token) > 0)
            {
                await tls.WriteAsync(_answer, _closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone, or the test over.
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=plug", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
    }
}
