using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Protocol.Http;

namespace TapoHive.Protocol.Tests.Http;

/// <summary>Requests to plugs that ask for TLS. Their certificates are self-signed and long expired: who they are the protocol inside proves.</summary>
public sealed class TlsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_with_TLS_is_kept_for_the_next_request()
    {
        await using var server = new TlsServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("ok"u8.ToArray(), Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server.Address), Stop)).Body);
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task An_answer_with_TLS_is_bounded_too()
    {
        await using var server = new TlsServer($"HTTP/1.1 200 OK\r\nContent-Length: {PlugHttp.LargestAnswer + 1}\r\n\r\n{new string('x', 70_000)}");
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);

        Assert.Equal(HttpTrouble.Oversized, Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(Post(server.Address), Stop)).Trouble);
    }

    [Fact]
    public async Task One_that_speaks_no_TLS_was_not_told_anything()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        using var http = new PlugHttp(new PlugConnectorOptions { ConnectTimeout = Duration.FromMilliseconds(500) }, TimeProvider.System);

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(Post(server.Address), Stop));

        Assert.Equal(Delivery.NotDelivered, outcome.Delivery);
        Assert.Empty(server.Requests);
    }

    private static PlugPost Post(Domain.Plugs.PlugAddress address) => new(new WebOrigin(address, Domain.Plugs.WebScheme.Https), "app", "{}"u8.ToArray(), PlugPost.Json, null);
}
