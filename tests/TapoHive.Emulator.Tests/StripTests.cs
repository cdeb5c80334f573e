using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class StripTests
{
    [Fact]
    public async Task A_P300_lists_its_third_socket_first()
    {
        await using var house = await TestHouse.StartAsync("p300");
        var client = await KlapClient.ConnectAsync(house[1]);
        var list = await client.ResultAsync("get_child_device_list", """{"start_index":0}""");
        Assert.Equal(3, list.GetProperty("sum").GetInt32());
        Assert.Equal([3, 2, 1], list.GetProperty("child_device_list").EnumerateArray().Select(static c => c.GetProperty("position").GetInt32()));
        var rest = await client.ResultAsync("get_child_device_list", """{"start_index":2}""");
        Assert.Equal(1, Assert.Single(rest.GetProperty("child_device_list").EnumerateArray()).GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task A_command_to_a_child_moves_that_relay_and_no_other()
    {
        await using var house = await TestHouse.StartAsync("p300");
        var client = await KlapClient.ConnectAsync(house[1]);
        var second = house[1].Outlets[1];
        var answer = await client.ChildAsync(second.Id, "set_device_info", """{"device_on":true}""");
        Assert.Equal(0, answer.GetProperty("error_code").GetInt32());
        Assert.Equal([PowerState.Off, PowerState.On, PowerState.Off], house[1].Outlets.Select(static o => o.Power));
        var info = (await client.ChildAsync(second.Id, "get_device_info")).GetProperty("result");
        Assert.True(info.GetProperty("device_on").GetBoolean());
        Assert.Equal("plug.powerstrip.sub-plug", info.GetProperty("category").GetString());
        Assert.Equal(house[1].Id, info.GetProperty("original_device_id").GetString());
        Assert.DoesNotContain('-', info.GetProperty("mac").GetString()!);
        Assert.Equal(new OutletSlot(2), Assert.Single(house[1].Movements).Slot);
        Assert.Equal(new OutletSlot(2), house[1].Requests.First(static r => r.Method == "set_device_info").Slot);
    }

    [Fact]
    public async Task Errors_of_a_child_are_a_level_of_their_own()
    {
        await using var house = await TestHouse.StartAsync("p300");
        var client = await KlapClient.ConnectAsync(house[1]);
        var child = house[1].Outlets[0].Id;
        Assert.Equal(-1008, (await client.ChildAsync(child, "set_device_info", """{"device_on":1}""")).GetProperty("error_code").GetInt32());
        Assert.Equal(-1002, (await client.ChildAsync(child, "get_energy_usage")).GetProperty("error_code").GetInt32());
        Assert.Equal(-1008, await client.CodeAsync("control_child", """{"device_id":"no such child","requestData":{"method":"get_device_info"}}"""));
    }

    [Fact]
    public async Task A_batch_to_a_child_works()
    {
        await using var house = await TestHouse.StartAsync("p300");
        var client = await KlapClient.ConnectAsync(house[1]);
        var answer = await client.ChildAsync(
            house[1].Outlets[2].Id,
            "multipleRequest",
            """{"requests":[{"method":"set_device_info","params":{"device_on":true}},{"method":"get_device_info"}]}""");
        var responses = answer.GetProperty("result").GetProperty("responses");
        Assert.True(responses[1].GetProperty("result").GetProperty("device_on").GetBoolean());
    }

    [Fact]
    public async Task The_parent_has_no_relay_and_serves_nothing_of_its_children()
    {
        await using var house = await TestHouse.StartAsync("p304m");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.False((await client.ResultAsync("get_device_info")).TryGetProperty("device_on", out _));
        Assert.Equal(-1002, await client.CodeAsync("get_energy_usage"));
        Assert.Equal(-1002, await client.CodeAsync("get_countdown_rules", """{"start_index":0}"""));
        Assert.Equal(0, await client.CodeAsync("set_device_info", """{"device_on":true}"""));
        Assert.All(house[1].Outlets, static o => Assert.Equal(PowerState.Off, o.Power));
    }

    [Fact]
    public async Task Each_socket_of_a_P304M_has_a_meter()
    {
        await using var house = await TestHouse.StartAsync("p304m");
        var client = await KlapClient.ConnectAsync(house[1]);
        var third = house[1].Outlets[2];
        await client.ChildAsync(third.Id, "set_device_info", """{"device_on":true}""");
        var usage = (await client.ChildAsync(third.Id, "get_energy_usage")).GetProperty("result");
        Assert.False(usage.TryGetProperty("current_power", out _));
        var power = (await client.ChildAsync(third.Id, "get_current_power")).GetProperty("result");
        Assert.Equal(Math.Round(third.Watts), power.GetProperty("current_power").GetInt32());
        var components = await client.ResultAsync("get_child_device_component_list", """{"start_index":0}""");
        Assert.Equal(4, components.GetProperty("child_component_list").GetArrayLength());
    }
}
