using System.Net;
using System.Net.Sockets;
using System.Text;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.Tests.Http;

namespace TapoHive.Protocol.Tests.Sessions;

public sealed class TransportProbeTests
{
    private const string Discover = """{"method":"login","params":{"sub_method":"discover"}}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_TPAP_plug_says_so_to_the_first_question()
    {
        await using var bench = Asked(discover: """{"error_code":0,"result":{"sub_method":"discover","tpap_preferred":true,"tpap":{"tls":0,"port":8080,"pake":[2]}}}""");

        Assert.Equal(new TransportOffer(Transport.Tpap, 8080), Bench.Ok(await AskAsync(bench)));
        Assert.Equal(Discover, Assert.Single(bench.Server.Requests).BodyText);
    }

    [Fact]
    public async Task A_plug_that_could_speak_TPAP_and_does_not_speaks_KLAP()
    {
        await using var bench = Asked(discover: """{"error_code":0,"result":{"tpap_preferred":false}}""");

        Assert.Equal(Transport.Klap, Bench.Ok(await AskAsync(bench)).Transport);
    }

    [Fact]
    public async Task A_locked_plug_is_left_alone()
    {
        await using var bench = Asked(discover: """{"error_code":-2101}""");

        Assert.Equal(FailureKind.CredentialsRejected, Bench.Failed(await AskAsync(bench)).Kind);
        Assert.Single(bench.Server.Requests);
    }

    [Theory]
    [InlineData("""{"error_code":-1002}""")]
    [InlineData("""{"error_code":0,"result":{}}""")]
    public async Task A_plug_that_answers_JSON_with_anything_but_1003_speaks_AES(string components)
    {
        await using var bench = Asked(components: components);

        Assert.Equal(new TransportOffer(Transport.Aes, bench.Server.Address.Port, WebScheme.Http, AesLogin.PlainPassword), Bench.Ok(await AskAsync(bench)));
    }

    [Fact]
    public async Task A_KLAP_plug_is_recognised_by_its_handshake()
    {
        await using var bench = Asked(handshake: RawReply.Ok(new byte[48]));

        Assert.Equal(new TransportOffer(Transport.Klap, bench.Server.Address.Port), Bench.Ok(await AskAsync(bench)));
        Assert.Equal(KlapHashes.SeedLength, bench.Server.Requests.Last().Body.Length);
    }

    [Theory]
    [InlineData(403, FailureKind.CompatibilityOff)]
    [InlineData(404, FailureKind.TransportChanged)]
    [InlineData(429, FailureKind.Busy)]
    public async Task A_plug_that_refuses_all_three_questions_is_told_apart(int status, FailureKind expected)
    {
        await using var bench = Asked(handshake: RawReply.Status(status));

        Assert.Equal(expected, Bench.Failed(await AskAsync(bench)).Kind);
    }

    [Fact]
    public async Task A_web_server_that_is_no_plug_is_no_plug()
    {
        await using var bench = Bench.With(static _ => RawReply.Ok("<html>200 OK</html>"), Transport.Klap);

        Assert.Equal(FailureKind.Malformed, Bench.Failed(await AskAsync(bench)).Kind);
    }

    [Fact]
    public async Task Nobody_there_is_dark()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new PlugAddress(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        await using var bench = Asked();

        Assert.Equal(FailureKind.Dark, Bench.Failed(await bench.Connector.Probe.AskAsync(address, Stop)).Kind);
    }

    private static Task<Result<TransportOffer>> AskAsync(Bench bench) => bench.Connector.Probe.AskAsync(bench.Server.Address, Stop);

    private static Bench Asked(string discover = """{"error_code":1003}""", string components = """{"error_code":1003}""", RawReply? handshake = null) => Bench.With(
        request => request.Path switch
        {
            "/" => RawReply.Ok(Encoding.UTF8.GetBytes(discover)),
            "/app" => RawReply.Ok(Encoding.UTF8.GetBytes(components)),
            _ => handshake ?? RawReply.Status(404),
        },
        Transport.Klap);
}
