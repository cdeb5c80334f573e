using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class BatchTests
{
    private const string Three = """{"requests":[{"method":"get_device_time"},{"method":"no_such_method"},{"method":"set_device_info","params":{"device_on":true}}]}""";

    [Fact]
    public async Task A_batch_answers_each_request_in_order()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        var responses = (await client.ResultAsync("multipleRequest", Three)).GetProperty("responses").EnumerateArray().ToArray();
        Assert.Equal("get_device_time no_such_method set_device_info", string.Join(' ', responses.Select(static r => r.GetProperty("method").GetString())));
        Assert.Equal([0, -1002, 0], responses.Select(static r => r.GetProperty("error_code").GetInt32()));
        Assert.False(responses[2].TryGetProperty("result", out _));
        Assert.Equal(PowerState.On, house[1].Power);
    }

    [Fact]
    public async Task A_later_P100_stops_at_the_first_error()
    {
        await using var house = await TestHouse.StartAsync("aes=2");
        var client = await AesClient.ConnectAsync(house[2]);
        Assert.Equal(2, (await client.ResultAsync("multipleRequest", Three)).GetProperty("responses").GetArrayLength());
        Assert.Equal(PowerState.Off, house[2].Power);
    }

    [Fact]
    public async Task The_first_P100_knows_no_batches()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var client = await AesClient.ConnectAsync(house[1]);
        Assert.Equal(-1003, await client.CodeAsync("multipleRequest", Three));
    }

    [Fact]
    public async Task A_batch_in_a_batch_is_refused()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        var result = await client.ResultAsync("multipleRequest", """{"requests":[{"method":"multipleRequest","params":{"requests":[]}}]}""");
        Assert.Equal(-1008, result.GetProperty("responses")[0].GetProperty("error_code").GetInt32());
    }
}
