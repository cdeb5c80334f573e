using System.Text;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class ReadingTests
{
    private const string Common = "device_id fw_ver hw_ver type model mac hw_id fw_id oem_id latitude longitude has_set_location_info nickname avatar";
    private const string Network = " ip ssid signal_level specs";
    private const string Later = " rssi time_diff lang region";

    [Theory]
    [InlineData("p110", Common + Network + Later + " device_on on_time default_states auto_off_status auto_off_remain_time overheat_status power_protection_status overcurrent_status charging_status")]
    [InlineData("p115", Common + Network + Later + " device_on on_time default_states auto_off_status auto_off_remain_time overheated power_protection_status")]
    [InlineData("p105", Common + Network + Later + " device_on on_time default_states auto_off_status auto_off_remain_time overheated")]
    [InlineData("p300", Common + Network + Later)]
    public async Task Each_model_shows_the_fields_its_firmware_has(string model, string fields)
    {
        await using var house = await TestHouse.StartAsync(model);
        var client = await KlapClient.ConnectAsync(house[1]);
        var info = await client.ResultAsync("get_device_info");
        Assert.Equal(fields.Split(' ').Order(StringComparer.Ordinal), info.EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_first_P100_has_no_time_fields_and_counts_usage_in_its_info()
    {
        await using var house = await TestHouse.StartAsync("aes=1");
        var client = await AesClient.ConnectAsync(house[1]);
        var info = await client.ResultAsync("get_device_info");
        Assert.False(info.TryGetProperty("rssi", out _));
        Assert.False(info.TryGetProperty("default_states", out _));
        Assert.Equal(0, info.GetProperty("time_usage_today").GetInt32());
        Assert.Equal(-1001, (await client.ResultAsync("get_connect_cloud_state")).GetProperty("status").GetInt32());
        Assert.Equal(-1002, await client.CodeAsync("get_device_usage"));
    }

    [Fact]
    public async Task A_plug_says_who_and_where_it_is()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var plug = house[1];
        var info = await (await KlapClient.ConnectAsync(plug)).ResultAsync("get_device_info");
        Assert.Equal(plug.Id, info.GetProperty("device_id").GetString());
        Assert.Equal(plug.Mac.ToString(), info.GetProperty("mac").GetString());
        Assert.Equal("P110", info.GetProperty("model").GetString());
        Assert.Equal(plug.Address.Host.ToString(), info.GetProperty("ip").GetString());
        Assert.Equal(plug.Name, Encoding.UTF8.GetString(info.GetProperty("nickname").GetBytesFromBase64()));
    }

    [Theory]
    [InlineData("p110", true)]
    [InlineData("p105", false)]
    public async Task Capabilities_and_methods_agree(string model, bool hasEnergy)
    {
        await using var house = await TestHouse.StartAsync(model);
        var client = await KlapClient.ConnectAsync(house[1]);
        var components = (await client.ResultAsync("component_nego")).GetProperty("component_list").EnumerateArray().Select(static c => c.GetProperty("id").GetString());
        Assert.Equal(hasEnergy, components.Contains("energy_monitoring", StringComparer.Ordinal));
        Assert.Equal(hasEnergy ? 0 : -1002, await client.CodeAsync("get_energy_usage"));
        Assert.Equal(hasEnergy ? 0 : -1002, await client.CodeAsync("get_emeter_data"));
    }

    [Fact]
    public async Task Setup_capabilities_tell_the_protocol()
    {
        await using var house = await TestHouse.StartAsync("p110=1,aes=1");
        var klap = (await (await KlapClient.ConnectAsync(house[1])).ResultAsync("qs_component_nego")).GetProperty("extra_info");
        var aes = (await (await AesClient.ConnectAsync(house[2])).ResultAsync("qs_component_nego")).GetProperty("extra_info");
        Assert.True(klap.GetProperty("is_klap").GetBoolean());
        Assert.False(aes.TryGetProperty("is_klap", out _));
        Assert.Equal("P100", aes.GetProperty("device_model").GetString());
    }

    [Theory]
    [InlineData("""{"method":"does_not_exist"}""", -1002)]
    [InlineData("""{"method":"get_countdown_rules","params":null}""", -1008)]
    [InlineData("""{"method":"get_countdown_rules","params":{}}""", 0)]
    [InlineData("""{"method":"get_schedule_rules","params":{"start_index":"zero"}}""", -1008)]
    [InlineData("""{"method":"component_nego","params":null}""", 0)]
    [InlineData("""{"method":7}""", -1003)]
    [InlineData("""{"no_method":true}""", -1003)]
    [InlineData("""[1,2]""", -1003)]
    [InlineData("not JSON at all", -1003)]
    [InlineData("""{"method":"\ud800"}""", -1003)]
    [InlineData("""{"method":"control_child","params":{"device_id":"x","requestData":{"method":"get_device_info"}}}""", -1002)]
    public async Task Odd_requests_get_the_number_a_plug_would_answer(string request, int code)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(code, (await client.SendAsync(request)).GetProperty("error_code").GetInt32());
    }

    [Fact]
    public async Task A_Kasa_plug_speaks_its_own_dialect_over_KLAP_v1()
    {
        await using var house = await TestHouse.StartAsync("klap1=1");
        var client = await KlapClient.ConnectAsync(house[1]);
        var before = await client.SendAsync("""{"system":{"get_sysinfo":{}}}""");
        Assert.Equal(0, before.GetProperty("system").GetProperty("get_sysinfo").GetProperty("relay_state").GetInt32());
        var set = await client.SendAsync("""{"system":{"set_relay_state":{"state":1}}}""");
        Assert.Equal(0, set.GetProperty("system").GetProperty("set_relay_state").GetProperty("err_code").GetInt32());
        Assert.Equal(PowerState.On, house[1].Power);
        Assert.True((await client.ResultAsync("get_device_info")).GetProperty("device_on").GetBoolean());
    }

    [Fact]
    public async Task A_Kasa_plug_tells_the_time_and_refuses_whole_modules()
    {
        await using var house = await TestHouse.StartAsync("klap1=1");
        var client = await KlapClient.ConnectAsync(house[1]);
        var now = house.Time.GetUtcNow();
        var answer = await client.SendAsync("""{"time":{"get_time":null,"get_timezone":null},"schedule":{"get_rules":{}},"system":{"dance":{}}}""");
        var time = answer.GetProperty("time").GetProperty("get_time");
        Assert.Equal(
            (now.Year, now.Month, now.Day, now.Hour, now.Minute, now.Second),
            (Number("year"), Number("month"), Number("mday"), Number("hour"), Number("min"), Number("sec")));
        Assert.Equal(38, answer.GetProperty("time").GetProperty("get_timezone").GetProperty("index").GetInt32());
        Assert.Equal(-1, answer.GetProperty("schedule").GetProperty("err_code").GetInt32());
        Assert.Equal(-2, answer.GetProperty("system").GetProperty("dance").GetProperty("err_code").GetInt32());

        int Number(string name) => time.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task A_Kasa_plug_has_a_light_that_can_be_put_out()
    {
        await using var house = await TestHouse.StartAsync("klap1=1");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(0, (await client.SendAsync("""{"system":{"set_led_off":{"off":1}}}""")).GetProperty("system").GetProperty("set_led_off").GetProperty("err_code").GetInt32());
        Assert.Equal(1, (await client.SendAsync("""{"system":{"get_sysinfo":{}}}""")).GetProperty("system").GetProperty("get_sysinfo").GetProperty("led_off").GetInt32());
    }

    [Theory]
    [InlineData("p300")]
    [InlineData("p304m")]
    public async Task The_lists_of_a_strip_need_no_parameters(string model)
    {
        await using var house = await TestHouse.StartAsync(model);
        var client = await KlapClient.ConnectAsync(house[1]);
        foreach (var method in new[] { "get_child_device_list", "get_child_device_component_list" })
        {
            var answer = await client.SendAsync($$"""{"method":"{{method}}","params":null}""");
            Assert.Equal(0, answer.GetProperty("error_code").GetInt32());
            Assert.Equal(house[1].Outlets.Length, answer.GetProperty("result").GetProperty("sum").GetInt32());
        }
    }

    [Theory]
    [InlineData("p304m", "get_matter_setup_info", "setup_code")]
    [InlineData("p300", "get_homekit_info", "mfi_setup_code")]
    public async Task Who_can_be_taken_into_another_system_has_a_code_for_it(string model, string method, string code)
    {
        await using var house = await TestHouse.StartAsync(model);
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.NotEqual("", (await client.ResultAsync(method)).GetProperty(code).GetString());
    }

    [Fact]
    public async Task The_light_is_lit_while_the_relay_is_closed()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.False((await client.ResultAsync("get_led_info")).GetProperty("led_status").GetBoolean());
        await client.SwitchAsync(on: true);
        Assert.True((await client.ResultAsync("get_led_info")).GetProperty("led_status").GetBoolean());
    }
}
