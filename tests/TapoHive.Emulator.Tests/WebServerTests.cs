using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class WebServerTests
{
    [Fact]
    public async Task A_browser_sees_the_page_every_plug_shows()
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync("GET / HTTP/1.1\r\nHost: plug\r\nConnection: close\r\n\r\n");
        var text = await connection.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\nServer: SHIP 2.0\r\nContent-Type: text/html\r\nContent-Length: ", text, StringComparison.Ordinal);
        Assert.Contains("200 OK</h1>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_may_follow_each_other_on_one_connection()
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync("POST /app HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}POST /app HTTP/1.1\r\ncontent-length: 2\r\n\r\n{");
        await connection.ReadUntilAsync("""{"error_code":1003}""");
        await connection.SendAsync("}");
        Assert.EndsWith("""{"error_code":1003}""", await connection.ReadUntilAsync("}"), StringComparison.Ordinal);
        Assert.Equal(1, house[1].Connections);
    }

    [Fact]
    public async Task A_P100_closes_after_each_answer()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync("POST /app HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
        var text = await connection.ReadToEndAsync();
        Assert.Contains("\r\nConnection: close\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("""{"error_code":-1003}""", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /app HTTP/1.1\r\n\r\n", "500")]
    [InlineData("POST /app HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "500")]
    [InlineData("POST /app HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "500")]
    [InlineData("POST /app HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", "413")]
    [InlineData("POST /app HTTP/1.1\r\nContent-Length: 99999999999999\r\n\r\n", "413")]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("GET / HTTP/2.0\r\n\r\n", "400")]
    public async Task Requests_a_plug_cannot_read_end_the_connection(string request, string status)
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status} ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_without_an_end_is_cut_off()
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync($"GET / HTTP/1.1\r\nX: {new string('x', 9000)}");
        Assert.StartsWith("HTTP/1.1 431 ", await connection.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plug_has_only_so_many_sockets()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var open = new List<RawConnection>();
        try
        {
            for (var i = 0; i < 64; i++)
            {
                open.Add(await RawConnection.OpenAsync(house[1].Address));
            }

            Assert.False(await RawConnection.IsServedAsync(house[1].Address));
            Assert.Equal(64, house[1].Connections);
        }
        finally
        {
            open.ForEach(static c => c.Dispose());
        }
    }

    [Fact]
    public async Task Idle_connections_end()
    {
        await using var house = await TestHouse.StartAsync("p110");
        using var connection = await RawConnection.OpenAsync(house[1].Address);
        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await connection.ReadUntilAsync("</html>\r\n");
        do
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
        }
        while (connection.IsSilent);

        Assert.Equal("", await connection.ReadAsync());
    }
}
