using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tests.Http;

public sealed class PlugHttpTests
{
    private static readonly PlugConnectorOptions Options = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_request_goes_out_with_title_case_headers_and_a_length_and_nothing_else()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        using var http = new PlugHttp(Options, TimeProvider.System);

        await http.PostAsync(new PlugPost(Origin(server), "app/request?seq=-5", "abc"u8.ToArray(), PlugPost.Octets, "TP_SESSIONID=AB"), Stop);

        var request = Assert.Single(server.Requests);
        Assert.Equal(
            $"POST /app/request?seq=-5 HTTP/1.1\r\nHost: 127.0.0.1:{server.Address.Port}\r\nCookie: TP_SESSIONID=AB\r\nContent-Type: application/octet-stream\r\nContent-Length: 3\r\n\r\n",
            request.Head);
        Assert.Equal("abc", request.BodyText);
    }

    [Fact]
    public async Task Requests_to_one_plug_share_a_connection()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        using var http = new PlugHttp(Options, TimeProvider.System);

        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server), Stop));
        }

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("Connection: close")]
    [InlineData("X-Nothing: said")]
    public async Task A_server_that_closes_after_each_answer_is_served_on_new_connections(string header)
    {
        await using var server = new RawServer(_ => RawReply.Ok("{}", After.Close, header));
        using var http = new PlugHttp(Options, TimeProvider.System);
        var endpoint = new PlugEndpoint(http, server.Address, WebScheme.Http, ConnectionHabit.Keeps);

        for (var i = 0; i < 10; i++)
        {
            Assert.IsType<HttpOutcome.Replied>(await endpoint.PostAsync(() => Post(server), Repetition.Harmless, Stop));
        }
    }

    /// <summary>It is found out before anything is sent on it: nothing has to be repeated, and no stray answer is taken for the plug's.</summary>
    [Theory]
    [InlineData(After.CloseLater)]
    [InlineData(After.Babble)]
    internal async Task A_connection_that_the_plug_ended_or_babbled_on_is_not_used_again(After after)
    {
        await using var server = new RawServer(request => RawReply.Ok($"{request.Connection}", request.Connection == 1 ? after : After.Keep));
        using var http = new PlugHttp(Options, TimeProvider.System);
        var endpoint = new PlugEndpoint(http, server.Address, WebScheme.Http, ConnectionHabit.Keeps);
        await endpoint.PostAsync(() => Post(server), Repetition.Harmful, Stop);
        await server.EndAsync();

        var reply = Assert.IsType<HttpOutcome.Replied>(await endpoint.PostAsync(() => Post(server), Repetition.Harmful, Stop));

        Assert.Equal("2", Encoding.ASCII.GetString(reply.Body));
        Assert.False(reply.IsToRepetition);
        Assert.Equal((2, 2, ConnectionHabit.Keeps), (server.Requests.Count, server.Connections, endpoint.Habit));
    }

    [Fact]
    public async Task A_connection_that_its_user_ended_while_it_was_looked_at_is_stale()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}"));
        var connection = await PlugConnection.OpenAsync(Origin(server), Stop);
        Assert.False(connection.IsStale);

        connection.Dispose();

        Assert.True(connection.IsStale);
    }

    [Fact]
    public async Task A_stale_connection_costs_one_repetition_and_then_connections_are_not_kept()
    {
        await using var server = new RawServer(static request => RawReply.Ok("{}", request.Connection == 1 ? After.ResetNext : After.Keep));
        using var http = new PlugHttp(Options, TimeProvider.System);
        var endpoint = new PlugEndpoint(http, server.Address, WebScheme.Http, ConnectionHabit.Keeps);
        var composed = 0;

        Assert.IsType<HttpOutcome.Replied>(await endpoint.PostAsync(Compose, Repetition.Harmless, Stop));
        Assert.IsType<HttpOutcome.Replied>(await endpoint.PostAsync(Compose, Repetition.Harmless, Stop));

        Assert.Equal(3, composed);
        Assert.Equal(2, server.Connections);
        Assert.Equal(ConnectionHabit.Closes, endpoint.Habit);
        Assert.Equal("close", server.Requests.Last().Header("Connection"));

        PlugPost Compose()
        {
            composed++;
            return Post(server);
        }
    }

    [Fact]
    public async Task A_repetition_that_reaches_nobody_leaves_open_whether_the_first_one_arrived()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}", After.ResetNext));
        using var http = new PlugHttp(Options, TimeProvider.System);
        var endpoint = new PlugEndpoint(http, server.Address, WebScheme.Http, ConnectionHabit.Keeps);
        var composed = 0;
        await endpoint.PostAsync(Compose, Repetition.Harmless, Stop);

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await endpoint.PostAsync(Compose, Repetition.Harmless, Stop));

        Assert.Equal((3, HttpTrouble.Refused, Delivery.Unknown), (composed, outcome.Trouble, outcome.Delivery));

        PlugPost Compose()
        {
            if (++composed == 3)
            {
                server.Refuse();
            }

            return Post(server);
        }
    }

    [Fact]
    public async Task What_must_not_be_repeated_is_not_even_on_a_stale_connection()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}", After.ResetNext));
        using var http = new PlugHttp(Options, TimeProvider.System);
        var endpoint = new PlugEndpoint(http, server.Address, WebScheme.Http, ConnectionHabit.Keeps);
        await endpoint.PostAsync(() => Post(server), Repetition.Harmful, Stop);

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await endpoint.PostAsync(() => Post(server), Repetition.Harmful, Stop));

        Assert.Equal(HttpTrouble.Broken, outcome.Trouble);
        Assert.Equal(Delivery.Unknown, outcome.Delivery);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_reset_on_a_fresh_connection_is_not_repeated_and_may_have_been_acted_on()
    {
        await using var server = new RawServer(static _ => RawReply.Reset);
        using var http = new PlugHttp(Options, TimeProvider.System);
        var endpoint = new PlugEndpoint(http, server.Address, WebScheme.Http, ConnectionHabit.Keeps);

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await endpoint.PostAsync(() => Post(server), Repetition.Harmless, Stop));

        Assert.Equal((HttpTrouble.Broken, Delivery.Unknown), (outcome.Trouble, outcome.Delivery));
        Assert.Equal(FailureKind.Transient, endpoint.FailureOf(outcome).Kind);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_refused_connection_is_dark_and_not_delivered()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new PlugAddress(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        using var http = new PlugHttp(Options, TimeProvider.System);
        var endpoint = new PlugEndpoint(http, address, WebScheme.Http, ConnectionHabit.Keeps);

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(new PlugPost(endpoint.Origin, "app", "x"u8.ToArray(), PlugPost.Json, null), Stop));

        Assert.Equal((HttpTrouble.Refused, Delivery.NotDelivered), (outcome.Trouble, outcome.Delivery));
        Assert.Equal(FailureKind.Dark, endpoint.FailureOf(outcome).Kind);
    }

    [Fact]
    public async Task A_host_that_takes_no_connection_is_dark_and_not_delivered()
    {
        // A full queue of connections that nobody accepts: the kernel drops what else comes, as a black hole does.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        using var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await filler.ConnectAsync(full.LocalEndPoint!, Stop);
        using var http = new PlugHttp(new PlugConnectorOptions { ConnectTimeout = Duration.FromMilliseconds(200) }, TimeProvider.System);
        var endpoint = new PlugEndpoint(http, new PlugAddress(IPAddress.Loopback, ((IPEndPoint)full.LocalEndPoint!).Port), WebScheme.Http, ConnectionHabit.Keeps);

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(new PlugPost(endpoint.Origin, "app", "x"u8.ToArray(), PlugPost.Json, null), Stop));

        Assert.Equal((HttpTrouble.ConnectTimeout, Delivery.NotDelivered), (outcome.Trouble, outcome.Delivery));
        Assert.Equal(FailureKind.Dark, endpoint.FailureOf(outcome).Kind);
    }

    [Fact]
    public async Task A_plug_that_takes_the_request_and_stays_mute_is_dark_and_may_have_acted()
    {
        await using var server = new RawServer(static _ => RawReply.Silence);
        var time = new FakeTimeProvider();
        using var http = new PlugHttp(Options, time);
        var asking = http.PostAsync(Post(server), Stop);
        await server.FirstRequest;
        time.Advance(Options.RequestTimeout.ToTimeSpan());

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await asking);

        Assert.Equal((HttpTrouble.Mute, Delivery.Unknown), (outcome.Trouble, outcome.Delivery));
    }

    [Fact]
    public async Task An_answer_that_drips_for_ever_is_given_up()
    {
        await using var server = new RawServer(static _ => new RawReply("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), After.Drip));
        using var http = new PlugHttp(new PlugConnectorOptions { RequestTimeout = Duration.FromMilliseconds(1500) }, TimeProvider.System);

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(Post(server), Stop));

        // Which of the two bounds it meets first depends on how fast it drips.
        Assert.True(outcome.Trouble is HttpTrouble.Dripping or HttpTrouble.Oversized);
        Assert.Equal(Delivery.Unknown, outcome.Delivery);
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_is_given_up()
    {
        await using var server = new RawServer(static _ => new RawReply("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"u8.ToArray(), After.Hold));
        using var http = new PlugHttp(new PlugConnectorOptions { RequestTimeout = Duration.FromMilliseconds(1500) }, TimeProvider.System);

        var outcome = Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(Post(server), Stop));

        Assert.Equal((HttpTrouble.Dripping, Delivery.Unknown), (outcome.Trouble, outcome.Delivery));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", HttpTrouble.Broken)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n", HttpTrouble.Oversized)]
    [InlineData("\x16\x03\x01 this is no web server\r\n\r\n", HttpTrouble.Garbled)]
    [InlineData("", HttpTrouble.Broken)]
    internal async Task An_answer_that_is_none_is_told_apart(string bytes, HttpTrouble expected)
    {
        await using var server = new RawServer(_ => new RawReply(Encoding.ASCII.GetBytes(bytes), After.Close));
        using var http = new PlugHttp(Options, TimeProvider.System);

        var outcome = await http.PostAsync(Post(server), Stop);

        Assert.Equal(expected, Assert.IsType<HttpOutcome.NoReply>(outcome).Trouble);
    }

    [Fact]
    public async Task A_body_without_end_is_cut_at_the_bound()
    {
        await using var server = new RawServer(static _ => new RawReply([.. "HTTP/1.1 200 OK\r\n\r\n"u8, .. new byte[PlugHttp.LargestAnswer + 1]], After.Close));
        using var http = new PlugHttp(Options, TimeProvider.System);

        Assert.Equal(HttpTrouble.Oversized, Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(Post(server), Stop)).Trouble);
    }

    [Fact]
    public async Task Headers_without_end_are_cut_at_the_bound()
    {
        var head = "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X-Filler: 0123456789012345678901234567890123456789\r\n", 2000));
        await using var server = new RawServer(_ => new RawReply(Encoding.ASCII.GetBytes(head), After.Hold));
        using var http = new PlugHttp(Options, TimeProvider.System);

        Assert.Equal(HttpTrouble.Oversized, Assert.IsType<HttpOutcome.NoReply>(await http.PostAsync(Post(server), Stop)).Trouble);
    }

    [Fact]
    public async Task A_body_as_large_as_the_bound_is_read_whole()
    {
        await using var server = new RawServer(static _ => RawReply.Ok(new byte[PlugHttp.LargestAnswer]));
        using var http = new PlugHttp(Options, TimeProvider.System);

        Assert.Equal(PlugHttp.LargestAnswer, Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server), Stop)).Body.Length);
    }

    [Fact]
    public async Task The_cookie_is_read_by_hand_with_its_lifetime()
    {
        await using var server = new RawServer(static _ => RawReply.Ok("{}", After.Keep, "Set-Cookie: TP_SESSIONID=0123456789ABCDEF0123456789ABCDEF;TIMEOUT=86400"));
        using var http = new PlugHttp(Options, TimeProvider.System);

        var cookie = Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server), Stop)).Cookie;

        Assert.Equal(new SessionCookie("TP_SESSIONID", "0123456789ABCDEF0123456789ABCDEF", Duration.FromSeconds(86400)), cookie);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_not_followed()
    {
        await using var server = new RawServer(static _ => RawReply.Status(302, null, After.Keep, "Location: http://192.0.2.1/"));
        using var http = new PlugHttp(Options, TimeProvider.System);

        Assert.Equal(302, Assert.IsType<HttpOutcome.Replied>(await http.PostAsync(Post(server), Stop)).Status);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_own_cancellation()
    {
        await using var server = new RawServer(static _ => RawReply.Silence);
        using var http = new PlugHttp(Options, new FakeTimeProvider());
        using var giveUp = new CancellationTokenSource();
        var asking = http.PostAsync(Post(server), giveUp.Token);
        await server.FirstRequest;
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static WebOrigin Origin(RawServer server) => new(server.Address, WebScheme.Http);

    private static PlugPost Post(RawServer server) => new(Origin(server), "app", "{}"u8.ToArray(), PlugPost.Json, null);
}
