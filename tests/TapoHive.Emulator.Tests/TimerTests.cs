using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class TimerTests
{
    private const string OffInAMinute = """{"enable":true,"delay":60,"desired_states":{"on":false}}""";

    [Fact]
    public async Task A_countdown_fires_by_itself_and_stays_behind_disabled()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.SwitchAsync(on: true);
        Assert.Equal("C1", (await client.ResultAsync("add_countdown_rule", OffInAMinute)).GetProperty("id").GetString());
        house.Time.Advance(TimeSpan.FromSeconds(59.5));
        var armed = (await client.ResultAsync("get_countdown_rules", """{"start_index":0}""")).GetProperty("rule_list")[0];
        Assert.Equal(1, armed.GetProperty("remain").GetInt32());
        Assert.True(armed.GetProperty("enable").GetBoolean());
        Assert.Single(house[1].Movements);

        // Nobody asks the plug: its own timer moves the relay.
        house.Time.Advance(TimeSpan.FromSeconds(0.5));
        var fired = house[1].Movements[^1];
        Assert.Equal((PowerState.Off, MovementCause.Countdown), (fired.To, fired.Cause));
        var spent = (await client.ResultAsync("get_countdown_rules", "{}")).GetProperty("rule_list")[0];
        Assert.Equal((false, 0), (spent.GetProperty("enable").GetBoolean(), spent.GetProperty("remain").GetInt32()));
    }

    [Fact]
    public async Task Only_one_countdown_can_be_armed()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.ResultAsync("add_countdown_rule", OffInAMinute);
        Assert.Equal(-1902, await client.CodeAsync("add_countdown_rule", OffInAMinute));
        Assert.Equal(0, await client.CodeAsync("remove_countdown_rules", """{"remove_all":true}"""));
        Assert.Equal(0, await client.CodeAsync("add_countdown_rule", OffInAMinute));
    }

    [Fact]
    public async Task A_countdown_can_be_edited_and_removed()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        await client.ResultAsync("add_countdown_rule", OffInAMinute);
        Assert.Equal(0, await client.CodeAsync("edit_countdown_rule", """{"id":"C1","enable":true,"delay":10,"desired_states":{"on":true}}"""));
        house.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(PowerState.On, house[1].Power);
        await client.CodeAsync("edit_countdown_rule", """{"id":"C1","enable":true,"delay":10,"desired_states":{"on":false}}""");
        Assert.Equal(0, await client.CodeAsync("remove_countdown_rules", """{"remove_all":false,"rule_list":[{"id":"C1"}]}"""));
        house.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(PowerState.On, house[1].Power);
    }

    [Theory]
    [InlineData("""{"enable":true,"delay":0,"desired_states":{"on":false}}""")]
    [InlineData("""{"enable":true,"delay":86401,"desired_states":{"on":false}}""")]
    [InlineData("""{"enable":true,"delay":60}""")]
    [InlineData("""{"enable":1,"delay":60,"desired_states":{"on":false}}""")]
    public async Task A_countdown_that_makes_no_sense_is_refused(string rule)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(-1008, await client.CodeAsync("add_countdown_rule", rule));
    }

    [Fact]
    public async Task Auto_off_opens_the_relay_after_its_time()
    {
        await using var house = await TestHouse.StartAsync("p105");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(0, await client.CodeAsync("set_auto_off_config", """{"enable":true,"delay_min":30}"""));
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromMinutes(29));
        var info = await client.ResultAsync("get_device_info");
        Assert.Equal(("on", 60), (info.GetProperty("auto_off_status").GetString(), info.GetProperty("auto_off_remain_time").GetInt32()));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(MovementCause.AutoOff, house[1].Movements[^1].Cause);
        Assert.Equal(PowerState.Off, house[1].Power);
    }

    [Fact]
    public async Task Schedule_rules_are_kept_paged_and_bounded()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        const string rule = """{"enable":true,"mode":"repeat","week_day":127,"s_type":"normal","s_min":710,"time_offset":0,"e_type":"normal","e_min":0,"e_action":"none","desired_states":{"on":true},"year":1970,"month":1,"day":1}""";
        for (var i = 1; i <= 32; i++)
        {
            Assert.Equal($"S{i}", (await client.ResultAsync("add_schedule_rule", rule)).GetProperty("id").GetString());
        }

        Assert.Equal(-1802, await client.CodeAsync("add_schedule_rule", rule));
        var page = await client.ResultAsync("get_schedule_rules", """{"start_index":30}""");
        Assert.Equal(32, page.GetProperty("sum").GetInt32());
        Assert.Equal("S31 S32", string.Join(' ', page.GetProperty("rule_list").EnumerateArray().Select(static r => r.GetProperty("id").GetString())));
        Assert.Equal(0, await client.CodeAsync("edit_schedule_rule", $$"""{"id":"S31",{{rule.Replace("710", "5", StringComparison.Ordinal)[1..]}}"""));
        page = await client.ResultAsync("get_schedule_rules", """{"start_index":30}""");
        Assert.Equal(5, page.GetProperty("rule_list")[0].GetProperty("s_min").GetInt32());
        Assert.Equal(0, await client.CodeAsync("remove_schedule_rules", """{"remove_all":false,"rule_list":[{"id":"S1"},{"id":"S2"}]}"""));
        Assert.Equal(-1805, await client.CodeAsync("remove_schedule_rules", """{"remove_all":false,"rule_list":[{"id":"S1"}]}"""));
        Assert.Equal(30, (await client.ResultAsync("get_schedule_rules", """{"start_index":0}""")).GetProperty("sum").GetInt32());
        Assert.Equal(-1008, await client.CodeAsync("add_schedule_rule", """{"enable":true,"s_min":1440,"year":2026,"month":1,"day":1}"""));
    }

    [Fact]
    public async Task The_clock_of_a_plug_can_be_set()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(0, await client.CodeAsync("set_device_time", """{"timestamp":1700000000,"time_diff":60,"region":"Europe/Berlin"}"""));
        house.Time.Advance(TimeSpan.FromSeconds(5));
        var time = await client.ResultAsync("get_device_time");
        Assert.Equal(1700000005, time.GetProperty("timestamp").GetInt64());
        Assert.Equal((60, "Europe/Berlin"), (time.GetProperty("time_diff").GetInt32(), time.GetProperty("region").GetString()));
        Assert.Equal(-1008, await client.CodeAsync("set_device_time", """{"timestamp":"now"}"""));
    }

    [Fact]
    public async Task A_time_beyond_its_clock_is_refused_and_the_clock_goes_on()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(-1008, await client.CodeAsync("set_device_time", """{"timestamp":253402300799}"""));
        Assert.Equal(house.Time.GetUtcNow().ToUnixTimeSeconds(), (await client.ResultAsync("get_device_time")).GetProperty("timestamp").GetInt64());
        Assert.Equal(0, await client.CodeAsync("set_device_time", """{"timestamp":4294967295}"""));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(4294967296, (await client.ResultAsync("get_device_time")).GetProperty("timestamp").GetInt64());
        Assert.Equal("2106-02-07 06:28:16", (await client.ResultAsync("get_energy_usage")).GetProperty("local_time").GetString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_put_off_again_and_again_still_shows_a_time(int direction)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        for (var time = 0; time < 400; time++)
        {
            house[1].Drift(TimeSpan.FromHours(1_000_000 * direction));
        }

        Assert.Equal(0, await client.CodeAsync("get_device_time"));
        Assert.Equal(0, await client.CodeAsync("get_energy_usage"));
    }

    [Fact]
    public async Task Light_and_updates_are_set_by_sending_back_what_was_read()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        var led = (await client.ResultAsync("get_led_info")).GetRawText().Replace("always", "never", StringComparison.Ordinal);
        Assert.Equal(0, await client.CodeAsync("set_led_info", led));
        Assert.False((await client.ResultAsync("get_led_info")).GetProperty("led_status").GetBoolean());
        Assert.Equal(-1008, await client.CodeAsync("set_led_info", """{"led_rule":"sometimes"}"""));
        Assert.Equal(0, await client.CodeAsync("set_auto_update_info", """{"enable":false,"time":180,"random_range":120}"""));
        Assert.False((await client.ResultAsync("get_auto_update_info")).GetProperty("enable").GetBoolean());
        Assert.False((await client.ResultAsync("get_latest_fw")).GetProperty("need_to_upgrade").GetBoolean());
        Assert.Equal(0, (await client.ResultAsync("get_connect_cloud_state")).GetProperty("status").GetInt32());
    }
}
