using System.Globalization;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

public sealed class EnergyTests
{
    [Fact]
    public async Task Energy_follows_the_relay()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(120.5);
        house.Time.Advance(TimeSpan.FromHours(1));
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromHours(2));
        var on = await client.ResultAsync("get_energy_usage");
        Assert.Equal(120_500, on.GetProperty("current_power").GetInt32());
        Assert.Equal(241, on.GetProperty("today_energy").GetInt32());
        Assert.Equal(120, on.GetProperty("today_runtime").GetInt32());
        await client.SwitchAsync(on: false);
        house.Time.Advance(TimeSpan.FromHours(1));
        var off = await client.ResultAsync("get_energy_usage");
        Assert.Equal(0, off.GetProperty("current_power").GetInt32());
        Assert.Equal(241, off.GetProperty("month_energy").GetInt32());
        Assert.Equal("2026-03-10 16:00:00", off.GetProperty("local_time").GetString());
        Assert.Equal(241, house[1].Outlets[0].WattHours, precision: 6);
    }

    [Fact]
    public async Task Each_method_has_its_own_unit()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(46);
        await client.SwitchAsync(on: true);
        Assert.Equal(46, (await client.ResultAsync("get_current_power")).GetProperty("current_power").GetInt32());
        var meter = await client.ResultAsync("get_emeter_data");
        Assert.Equal(46_000, meter.GetProperty("power_mw").GetInt32());
        Assert.Equal(200, meter.GetProperty("current_ma").GetInt32());
        Assert.Equal(230_000, meter.GetProperty("voltage_mv").GetInt32());
    }

    [Fact]
    public async Task Usage_is_cut_at_midnight_of_the_plug()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(1000);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromHours(13));
        var usage = await client.ResultAsync("get_device_usage");
        Assert.Equal(60, usage.GetProperty("time_usage").GetProperty("today").GetInt32());
        Assert.Equal(13 * 60, usage.GetProperty("time_usage").GetProperty("past7").GetInt32());
        Assert.Equal(1000, usage.GetProperty("power_usage").GetProperty("today").GetInt32());
        Assert.Equal(13_000, usage.GetProperty("power_usage").GetProperty("past30").GetInt32());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.6)]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task Energy_comes_by_hour_by_day_and_by_month(double clockErrorSeconds)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Drift(TimeSpan.FromSeconds(clockErrorSeconds));
        house[1].PlugIn(1000);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromHours(3));
        var midnight = new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var hours = await client.ResultAsync("get_energy_data", $$"""{"start_timestamp":{{midnight}},"end_timestamp":{{midnight}},"interval":60}""");
        Assert.Equal([0, 1000, 1000, 1000, 0], hours.GetProperty("data").EnumerateArray().Select(static v => v.GetInt32()).Skip(11).Take(5));
        Assert.Equal(24, hours.GetProperty("data").GetArrayLength());

        var quarter = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var days = await client.ResultAsync("get_energy_data", $$"""{"start_timestamp":{{quarter}},"end_timestamp":{{quarter}},"interval":1440}""");
        Assert.Equal(90, days.GetProperty("data").GetArrayLength());
        Assert.Equal(3000, days.GetProperty("data")[68].GetInt32());

        var months = await client.ResultAsync("get_energy_data", $$"""{"start_timestamp":{{quarter}},"end_timestamp":{{quarter}},"interval":43200}""");
        Assert.Equal([0, 0, 3000, 0], months.GetProperty("data").EnumerateArray().Select(static v => v.GetInt32()).Take(4));
        Assert.Equal(12, months.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_plug_can_be_told_to_forget_its_energy()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(1000);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await client.CodeAsync("clear_energy_data"));
        house.Time.Advance(TimeSpan.FromMinutes(30));
        var usage = await client.ResultAsync("get_energy_usage");
        Assert.Equal((500, 500), (usage.GetProperty("today_energy").GetInt32(), usage.GetProperty("month_energy").GetInt32()));
        Assert.Equal(2500, house[1].Outlets[0].WattHours, precision: 6);
    }

    [Theory]
    [InlineData(0, 9 * 86400, 60)]
    [InlineData(86400, 86400, 1440)]
    [InlineData(86400, 86400, 43200)]
    [InlineData(0, 86400, 7)]
    [InlineData(86400, 0, 60)]
    public async Task Stretches_that_plugs_refuse_are_refused(long from, long to, int interval)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(-1008, await client.CodeAsync("get_energy_data", $$"""{"start_timestamp":{{from}},"end_timestamp":{{to}},"interval":{{interval}}}"""));
    }

    [Fact]
    public async Task Power_over_time_says_where_there_is_no_data()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(60);
        house.Time.Advance(TimeSpan.FromMinutes(10));
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromMinutes(10));
        var start = new DateTimeOffset(2026, 3, 10, 11, 50, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var power = await client.ResultAsync("get_power_data", $$"""{"start_timestamp":{{start}},"end_timestamp":{{start + 1800}},"interval":5}""");
        Assert.Equal([-1, -1, 0, 0, 60, 60], power.GetProperty("data").EnumerateArray().Select(static v => v.GetInt32()));
    }

    [Fact]
    public async Task A_clock_that_was_set_to_the_second_moves_no_energy()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(1000);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromMilliseconds(400));
        var noon = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal(0, await client.CodeAsync("set_device_time", $$"""{"timestamp":{{noon}}}"""));
        house.Time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(400));
        var hours = await client.ResultAsync("get_energy_data", $$"""{"start_timestamp":{{noon}},"end_timestamp":{{noon}},"interval":60}""");
        Assert.Equal([0, 1000, 0], hours.GetProperty("data").EnumerateArray().Select(static v => v.GetInt32()).Skip(11).Take(3));
        var power = await client.ResultAsync("get_power_data", $$"""{"start_timestamp":{{noon - 300}},"end_timestamp":{{noon + 300}},"interval":5}""");
        Assert.Equal([-1, 1000], power.GetProperty("data").EnumerateArray().Select(static v => v.GetInt32()));

        house.Time.Advance(TimeSpan.FromHours(11.5));
        var usage = await client.ResultAsync("get_energy_usage");
        Assert.Equal("2026-03-11 00:29:59", usage.GetProperty("local_time").GetString());
        Assert.Equal(500, usage.GetProperty("today_energy").GetInt32());
    }

    [Theory]
    [InlineData("2026-07-10T22:00:00Z", 60, "Europe/Berlin", "2026-07-11 00:30:00")]
    [InlineData("2026-02-10T11:00:00Z", 720, "Pacific/Auckland", "2026-02-11 00:30:00")]
    [InlineData("2026-02-10T23:00:00Z", 60, "Europe/Berlin", "2026-02-11 00:30:00")]
    [InlineData("2026-07-10T22:00:00Z", 120, "Atlantis/Poseidonia", "2026-07-11 00:30:00")]
    public async Task Days_keep_summer_time_and_the_offset_that_is_told_does_not(string midnight, int minutes, string region, string shown)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(1000);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromHours(3));
        var at = DateTimeOffset.Parse(midnight, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Assert.Equal(0, await client.CodeAsync("set_device_time", $$"""{"timestamp":{{at}},"time_diff":{{minutes}},"region":"{{region}}"}"""));
        house.Time.Advance(TimeSpan.FromMinutes(30));

        var time = await client.ResultAsync("get_device_time");
        Assert.Equal((minutes, region), (time.GetProperty("time_diff").GetInt32(), time.GetProperty("region").GetString()));
        var usage = await client.ResultAsync("get_energy_usage");
        Assert.Equal((shown, 500), (usage.GetProperty("local_time").GetString(), usage.GetProperty("today_energy").GetInt32()));
        var hours = await client.ResultAsync("get_energy_data", $$"""{"start_timestamp":{{at}},"end_timestamp":{{at}},"interval":60}""");
        Assert.Equal([500, .. Enumerable.Repeat(0, 23)], hours.GetProperty("data").EnumerateArray().Select(static v => v.GetInt32()));
    }

    [Theory]
    [InlineData("2026-10-24T22:00:00Z", 25)]
    [InlineData("2026-03-28T23:00:00Z", 23)]
    public async Task A_day_on_which_clocks_are_changed_has_a_value_for_each_of_its_hours(string midnight, int length)
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        var at = DateTimeOffset.Parse(midnight, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Assert.Equal(0, await client.CodeAsync("set_device_time", $$"""{"timestamp":{{at}},"time_diff":60,"region":"Europe/Berlin"}"""));
        house[1].PlugIn(1000);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromHours(48));
        client = await KlapClient.ConnectAsync(house[1]);
        var hours = await client.ResultAsync("get_energy_data", $$"""{"start_timestamp":{{at}},"end_timestamp":{{at + 90_000}},"interval":60}""");
        int[] values = [.. hours.GetProperty("data").EnumerateArray().Select(static v => v.GetInt32())];
        Assert.Equal(length + 24, values.Length);
        Assert.All(values[..47], static value => Assert.Equal(1000, value));
    }

    [Fact]
    public async Task A_year_of_running_is_counted_and_kept_small()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(1);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromDays(800));
        Assert.Equal(800 * 24, house[1].Outlets[0].WattHours, precision: 3);
        client = await KlapClient.ConnectAsync(house[1]);
        Assert.Equal(30 * 24 - 12, (await client.ResultAsync("get_device_usage")).GetProperty("power_usage").GetProperty("past30").GetInt32(), tolerance: 12);
    }

    [Fact]
    public async Task A_meter_that_was_cleared_counts_from_zero_and_the_truth_goes_on()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(1000);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromHours(2));
        house.House.Happen(house[1], new Incident.ClearMeter());
        house.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(500, (await client.ResultAsync("get_energy_usage")).GetProperty("month_energy").GetInt32());
        Assert.Equal(2500, house[1].Outlets[0].WattHours, precision: 6);
    }

    [Fact]
    public async Task A_plug_in_the_year_2000_cuts_days_and_hours_by_its_own_clock()
    {
        await using var house = await TestHouse.StartAsync("p110");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].PlugIn(1000);
        await client.SwitchAsync(on: true);
        house.Time.Advance(TimeSpan.FromHours(2));
        house.House.Happen(house[1], new Incident.LoseClock());
        house.Time.Advance(TimeSpan.FromHours(3));
        var usage = await client.ResultAsync("get_energy_usage");
        Assert.Equal("2000-01-01 03:00:00", usage.GetProperty("local_time").GetString());
        Assert.Equal(3000, usage.GetProperty("month_energy").GetInt32());
        var midnight = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var hours = await client.ResultAsync("get_energy_data", $$"""{"start_timestamp":{{midnight}},"end_timestamp":{{midnight}},"interval":60}""");
        Assert.Equal([1000, 1000, 1000, 0], hours.GetProperty("data").EnumerateArray().Select(static v => v.GetInt32()).Take(4));
    }
}
