using System.Text;
using NodaTime;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;

namespace TapoHive.Protocol.Tests.Http;

public sealed class AnswerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3", 200, 3L, false)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length:3\r\nCONNECTION: Close", 200, 3L, true)]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: \t 0 ", 403, 0L, false)]
    [InlineData("HTTP/1.0 200 OK", 200, null, true)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1", 200, 1L, false)]
    [InlineData("HTTP/1.1 429", 429, null, false)]
    internal void A_head_says_how_long_the_body_is_and_whether_the_connection_ends(string head, int status, long? length, bool closes)
    {
        var read = AnswerHead.Parse(Encoding.ASCII.GetBytes(head));

        Assert.NotNull(read);
        Assert.Equal((status, length, closes), (read.Status, read.Length, read.Closes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/2 200 OK")]
    [InlineData("HTTP/1.1 OK")]
    [InlineData("HTTP/1.1 20 OK")]
    [InlineData("HTTP/1.1 2000 OK")]
    [InlineData("HTTP/1.1 200 OK\r\nno header")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3 bytes")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999")]
    internal void What_is_no_head_is_none(string head) => Assert.Null(AnswerHead.Parse(Encoding.ASCII.GetBytes(head)));

    [Fact]
    public async Task An_answer_in_chunks_is_put_together_and_the_connection_goes_on()
    {
        await using var server = new RawServer(static _ => new RawReply(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"u8.ToArray()));
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("abc0123456789"u8.ToArray(), Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server), Stop)).Body);
        }

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 2\nSet-Cookie: TP_SESSIONID=AB;TIMEOUT=1440\n\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\nSet-Cookie: TP_SESSIONID=AB;TIMEOUT=1440\r\n\nok")]
    [InlineData("HTTP/1.1 200 OK\nSet-Cookie: TP_SESSIONID=AB;TIMEOUT=1440\nContent-Length: 2\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\nSet-Cookie: TP_SESSIONID=AB;TIMEOUT=1440\nTransfer-Encoding: chunked\n\n1\no\n1\r\nk\n0\n\n")]
    internal async Task Lines_may_end_with_a_line_feed_alone(string answer)
    {
        await using var server = new RawServer(_ => new RawReply(Encoding.ASCII.GetBytes(answer)));
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);

        for (var i = 0; i < 2; i++)
        {
            var reply = Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server), Stop));
            Assert.Equal((200, "ok", "AB"), (reply.Status, Encoding.ASCII.GetString(reply.Body), reply.Cookie?.Value));
        }

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("zz\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabcdef\r\n0\r\n\r\n")]
    internal async Task Chunks_that_make_no_sense_are_garbled(string chunks)
    {
        await using var server = new RawServer(_ => new RawReply(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"), After.Close));
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);

        Assert.Equal(HttpTrouble.Garbled, Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(Post(server), Stop)).Trouble);
    }

    [Fact]
    public async Task An_answer_that_was_announced_is_waited_for()
    {
        await using var server = new RawServer(static _ => new RawReply("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray()));
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);

        Assert.Equal("ok"u8.ToArray(), Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server), Stop)).Body);
    }

    [Fact]
    public async Task What_follows_an_answer_unasked_ends_the_connection()
    {
        await using var server = new RawServer(static _ => new RawReply("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more"u8.ToArray()));
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("ok"u8.ToArray(), Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server), Stop)).Body);
        }

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_path_cannot_become_a_header()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);

        await http.PostAsync(Post(server) with { Path = "a\r\nEvil: 1" }, Stop);

        Assert.DoesNotContain("\nEvil", Assert.Single(server.Requests).Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_nobody_uses_is_given_up_after_a_while()
    {
        var options = new PlugConnectorOptions { IdleConnection = Duration.FromSeconds(15) };
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        using var http = new PlugHttp(options, time);

        await http.PostAsync(Post(server), Stop);
        time.Advance(TimeSpan.FromSeconds(5));
        await http.PostAsync(Post(server), Stop);
        Assert.Equal(1, server.Connections);
        time.Advance(TimeSpan.FromSeconds(20));
        await http.PostAsync(Post(server), Stop);

        Assert.Equal(2, server.Connections);
    }

    private static PlugPost Post(RawServer server) => new(new WebOrigin(server.Address, WebScheme.Http), "app", "{}"u8.ToArray(), PlugPost.Json, null);
}
