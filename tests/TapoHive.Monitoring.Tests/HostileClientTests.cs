using System.Net;
using System.Net.Sockets;
using System.Text;
using NodaTime;

namespace TapoHive.Monitoring.Tests;

/// <summary>Whoever reaches the port can take up so much and no more, and everybody else is served meanwhile or right after.</summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private MonitoringHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await MonitoringHost.StartAsync(
        new MetricsOptions(new IPEndPoint(IPAddress.Loopback, 0)) { Connections = 16, Patience = TimeSpan.FromSeconds(1.5) }, new HiveHealth(), SystemClock.Instance, "1", CancellationToken.None);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: x\r\nX: {0}\r\n\r\n", 1_000_000, "HTTP/1.1 431 ")]
    [InlineData("GET /{0} HTTP/1.1\r\nHost: x\r\n\r\n", 100_000, "HTTP/1.1 414 ")]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", 0, "HTTP/1.1 405 ")]
    [InlineData("GET /secrets HTTP/1.1\r\nHost: x\r\n\r\n", 0, "HTTP/1.1 404 ")]
    [InlineData("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 0, "HTTP/1.1 404 ")]
    [InlineData("\u0016\u0003\u0001{0}\r\n\r\n", 10, "HTTP/1.1 400 ")]
    public async Task What_is_too_large_or_no_question_is_refused(string head, int filling, string answer)
    {
        using var client = await ConnectAsync();
        var asking = SendAsync(client, head.Replace("{0}", new string('a', filling), StringComparison.Ordinal));

        Assert.StartsWith(answer, await ReadAsync(client), StringComparison.Ordinal);

        await asking;
    }

    [Fact]
    public async Task Whoever_does_not_finish_its_question_is_sent_away()
    {
        using var client = await ConnectAsync();
        await SendAsync(client, "GET /metrics HTT");

        Assert.StartsWith("HTTP/1.1 408 ", await ReadAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_connections_take_up_no_more_than_there_may_be_and_the_next_scrape_is_served()
    {
        var crowd = new List<TcpClient>();
        try
        {
            for (var each = 0; each < 1_000; each++)
            {
                crowd.Add(await ConnectAsync());
            }

            // Those beyond the bound are closed without a word; those within it once they have said nothing for too long.
            var closed = await Task.WhenAll(crowd.Select(ReadAsync));
            Assert.True(closed.Count(static answer => answer.Length == 0) >= 1_000 - 16);
        }
        finally
        {
            crowd.ForEach(static client => client.Dispose());
        }

        using var enough = new CancellationTokenSource(Patience);
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                Assert.Contains("tapohive_build_info", await http.GetStringAsync(new Uri(_host.Address, "/metrics"), enough.Token), StringComparison.Ordinal);
                return;
            }
            catch (HttpRequestException)
            {
                // Not all of the crowd has been seen to leave yet.
                enough.Token.ThrowIfCancellationRequested();
            }
        }
    }

    [Fact]
    public async Task Whoever_asks_and_does_not_read_is_sent_away_and_is_not_written_to_without_end()
    {
        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(IPAddress.Loopback, _host.Address.Port);
        var question = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", 1_000)));

        // Without a bound this would go on until the answers fill the memory.
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            using var enough = new CancellationTokenSource(Patience);
            while (true)
            {
                await client.GetStream().WriteAsync(question, enough.Token);
            }
        });
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _host.Address.Port);
        return client;
    }

    private static async Task SendAsync(TcpClient client, string text)
    {
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        }
        catch (IOException)
        {
            // It was refused before it was sent whole.
        }
    }

    private static async Task<string> ReadAsync(TcpClient client)
    {
        using var enough = new CancellationTokenSource(Patience);
        var read = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            // An answer's first words are enough; its connection may stay.
            while (read.Length == 0 && await client.GetStream().ReadAsync(buffer, enough.Token) is > 0 and var count)
            {
                read.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Closed without a word.
        }

        return read.ToString();
    }
}
