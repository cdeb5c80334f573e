using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class SwitchingTests
{
    [Fact]
    public async Task A_relay_moves_when_it_is_told_and_only_then()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(0, await client.SwitchAsync(on: true));
        Assert.Equal(0, await client.SwitchAsync(on: true));
        Assert.Equal(0, await client.SwitchAsync(on: false));
        Assert.Equal(
            [(PowerState.On, MovementCause.Command), (PowerState.Off, MovementCause.Command)],
            house[1].Movements.Select(static m => (m.To, m.Cause)));
        Assert.Equal(3, house[1].Requests.Count(static r => r.Method == "set_device_info"));
    }

    [Theory]
    [InlineData(AesLogin.PlainPassword, 1)]
    [InlineData(AesLogin.PlainPassword, 2)]
    [InlineData(AesLogin.HashedPassword, 2)]
    public async Task An_AES_plug_switches_after_either_login(AesLogin form, int number)
    {
        await using var house = await TestHouse.StartAsync("aes=2");
        var client = await AesClient.ConnectAsync(house[number], form);
        Assert.Equal(0, await client.SwitchAsync(on: true));
        Assert.True((await client.ResultAsync("get_device_info")).GetProperty("device_on").GetBoolean());
        Assert.Equal(PowerState.On, house[number].Power);
    }

    [Theory]
    [InlineData("""{"device_on":1}""")]
    [InlineData("""{"device_on":"true"}""")]
    [InlineData("""{"device_on":true,"nickname":"not base64!"}""")]
    [InlineData("""{"device_on":true,"default_states":{"type":"custom"}}""")]
    [InlineData("""[true]""")]
    [InlineData("null")]
    public async Task Wrong_types_are_refused_as_a_whole(string parameters)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(-1008, await client.CodeAsync("set_device_info", parameters));
        Assert.Equal(PowerState.Off, house[1].Power);
    }

    [Fact]
    public async Task A_wrapped_state_is_acknowledged_and_ignored()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(0, await client.CodeAsync("set_device_info", """{"state":{"device_on":true}}"""));
        Assert.Equal(PowerState.Off, house[1].Power);
    }

    [Fact]
    public async Task On_time_counts_from_the_movement()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromSeconds(90));
        await client.SwitchAsync(on: true);
        Assert.Equal(90, (await client.ResultAsync("get_device_info")).GetProperty("on_time").GetInt32());
        await client.SwitchAsync(on: false);
        Assert.Equal(0, (await client.ResultAsync("get_device_info")).GetProperty("on_time").GetInt32());
    }

    [Fact]
    public async Task A_new_name_is_kept()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        var name = Convert.ToBase64String("Küche"u8);
        Assert.Equal(0, await client.CodeAsync("set_device_info", $$"""{"nickname":"{{name}}","avatar":"kettle"}"""));
        var info = await client.ResultAsync("get_device_info");
        Assert.Equal(name, info.GetProperty("nickname").GetString());
        Assert.Equal("kettle", info.GetProperty("avatar").GetString());
    }

    [Fact]
    public async Task A_press_moves_the_relay_to_the_other_side()
    {
        await using var house = await TestHouse.StartAsync("p300");
        house[1].Press(new OutletSlot(2));
        Assert.Equal(
            [PowerState.Off, PowerState.On, PowerState.Off],
            house[1].Outlets.Select(static o => o.Power));
        Assert.Equal(MovementCause.Button, Assert.Single(house[1].Movements).Cause);
    }

    [Fact]
    public async Task An_overload_opens_the_relay_until_somebody_closes_it()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(500);
        await client.SwitchAsync(on: true);
        Assert.Equal(0, await client.CodeAsync("set_protection_power", """{"enabled":true,"protection_power":300}"""));
        var info = await client.ResultAsync("get_device_info");
        Assert.False(info.GetProperty("device_on").GetBoolean());
        Assert.Equal("overloaded", info.GetProperty("power_protection_status").GetString());
        house[1].PlugIn(50);
        await client.SwitchAsync(on: true);
        Assert.Equal("normal", (await client.ResultAsync("get_device_info")).GetProperty("power_protection_status").GetString());
        Assert.Equal(PowerState.On, house[1].Power);
    }
}
