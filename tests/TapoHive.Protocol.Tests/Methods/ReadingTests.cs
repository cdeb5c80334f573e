using System.Text;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;

namespace TapoHive.Protocol.Tests.Methods;

public sealed class ReadingTests
{
    private const string Plug = """
        {"device_id":"8022AA","fw_ver":"1.3.0 Build 230905","type":"SMART.TAPOPLUG","model":"P110","mac":"00-00-5E-00-53-01","rssi":-45,
         "nickname":"S8O8Y2hlIDE=","device_on":true,"on_time":61,"overheated":false,"power_protection_status":"normal"}
        """;

    [Fact]
    public void A_plug_is_read_with_its_only_outlet()
    {
        var reading = ReadingAssembly.OfSingle(Info(Plug))!;

        Assert.Equal((Mac.Parse("00005E005301"), new DeviceId("8022AA"), "P110", "1.3.0 Build 230905", "Küche 1", -45), (reading.Mac, reading.DeviceId, reading.Model, reading.Firmware, reading.Alias, reading.SignalStrength));
        Assert.Equal(new OutletReading(OutletSlot.Whole, string.Empty, PowerState.On, Duration.FromSeconds(61), Protection.None), Assert.Single(reading.Outlets));
    }

    [Theory]
    [InlineData("1", PowerState.On)]
    [InlineData("0", PowerState.Off)]
    [InlineData("\"1\"", PowerState.On)]
    [InlineData("\"false\"", PowerState.Off)]
    [InlineData("\"on\"", PowerState.On)]
    public void A_state_in_another_type_is_understood(string value, PowerState expected) =>
        Assert.Equal(expected, Info($$"""{"device_on":{{value}}}""").State);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"maybe\"")]
    [InlineData("{}")]
    public void A_state_that_is_none_is_absent(string value) => Assert.Null(Info($$"""{"device_on":{{value}}}""").State);

    [Theory]
    [InlineData("\"overheated\":true", Protection.Overheated)]
    [InlineData("\"overheat_status\":\"overheated\"", Protection.Overheated)]
    [InlineData("\"overheat_status\":\"cool_down\"", Protection.Overheated)]
    [InlineData("\"overheat_status\":\"normal\",\"overheated\":false", Protection.None)]
    [InlineData("\"overcurrent_status\":\"lifted\"", Protection.Overcurrent)]
    [InlineData("\"power_protection_status\":\"overloaded\"", Protection.Overloaded)]
    [InlineData("\"power_protection_status\":\"normal\",\"overcurrent_status\":\"normal\"", Protection.None)]
    [InlineData("\"charging_status\":\"finished\"", Protection.None)]
    public void A_tripped_protection_is_seen(string fields, Protection expected) => Assert.Equal(expected, Info($$"""{{{fields}}}""").Protection);

    [Theory]
    [InlineData("""{"device_on":true}""")]
    [InlineData("""{"mac":"00-00-5E-00-53-01"}""")]
    [InlineData("""{"mac":"no address","device_on":true}""")]
    public void An_answer_without_identity_or_state_is_no_reading(string json) => Assert.Null(ReadingAssembly.OfSingle(Info(json)));

    [Fact]
    public void Sockets_are_ordered_by_their_position_whatever_the_list_says()
    {
        DeviceInfo[] children =
        [
            Info("""{"device_id":"c","position":3,"slot_number":3,"device_on":true,"nickname":"Yw=="}"""),
            Info("""{"device_id":"a","position":2,"slot_number":3,"device_on":false,"nickname":"YQ=="}"""),
            Info("""{"device_id":"b","position":"1","slot_number":3,"device_on":true,"nickname":"Yg=="}"""),
        ];

        Assert.Equal([(1, "b", PowerState.On), (2, "a", PowerState.Off), (3, "c", PowerState.On)], ReadingAssembly.OfStrip(Info(Plug), children)!.Outlets.Select(static outlet => (outlet.Slot.Number, outlet.Alias, outlet.State)));
        Assert.Equal(["b", "a", "c"], ReadingAssembly.LayoutOf(children).Sockets.Select(static socket => socket.ChildId));
    }

    [Fact]
    public void Sockets_without_a_position_are_numbered_the_same_way_every_time()
    {
        DeviceInfo[] children = [Info("""{"device_id":"c"}"""), Info("""{"device_id":"b","position":2}"""), Info("""{"device_id":"a","position":2}"""), Info("""{"device_id":"d"}""")];

        Assert.Equal(["b", "a", "c", "d"], ReadingAssembly.LayoutOf(children).Sockets.Select(static socket => socket.ChildId));
        Assert.Equal(ReadingAssembly.LayoutOf(children).Sockets, ReadingAssembly.LayoutOf([.. children.Reverse()]).Sockets);
    }

    [Fact]
    public void A_socket_that_tells_no_state_is_left_out_of_the_reading()
    {
        var reading = ReadingAssembly.OfStrip(Info(Plug), [Info("""{"device_id":"a","position":1,"device_on":true}"""), Info("""{"device_id":"b","position":2}""")])!;

        Assert.Equal(1, Assert.Single(reading.Outlets).Slot.Number);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("S8O8Y2hlIDE=", "Küche 1")]
    [InlineData("not base64!", "not base64!")]
    [InlineData("/w==", "/w==")]
    public void A_nickname_is_decoded_where_it_can_be(string nickname, string alias) => Assert.Equal(alias, Info($$"""{"nickname":"{{nickname}}"}""").Alias);

    [Theory]
    [InlineData("""{"rule_list":[]}""", "Idle { }")]
    [InlineData("""{"rule_list":[{"id":"C1","enable":false,"delay":300,"remain":0,"desired_states":{"on":true}}]}""", "Idle { }")]
    [InlineData("""{"rule_list":[{"id":"C1","enable":true,"delay":300,"remain":0,"desired_states":{"on":true}}]}""", "Idle { }")]
    [InlineData("""{"rule_list":[{"id":"C1","enable":1,"delay":"300","desired_states":{"on":0}}]}""", "Armed { Remaining = 0:00:05:00, Delay = 0:00:05:00, Then = Off }")]
    [InlineData("""{"rule_list":[{"enable":true,"delay":300,"remain":10,"action":"on"}]}""", "Armed { Remaining = 0:00:00:10, Delay = 0:00:05:00, Then = On }")]
    public void A_timer_is_read_from_its_rules(string json, string expected) => Assert.Equal(expected, CountdownRule.Of(CountdownRule.Read(Json(json))).ToString());

    [Theory]
    [InlineData("""{"timestamp":-1}""")]
    [InlineData("""{"timestamp":99999999999999999}""")]
    [InlineData("{}")]
    public void A_clock_that_tells_no_time_is_absent(string json) => Assert.Null(DeviceTime.Read(Json(json)));

    [Fact]
    public void A_clock_with_an_impossible_offset_keeps_its_time() =>
        Assert.Equal(new PlugClock(Instant.FromUnixTimeSeconds(5), Offset.Zero, string.Empty), DeviceTime.Read(Json("""{"timestamp":"5","time_diff":-2147483648}""")));

    [Theory]
    [InlineData("""{"current_power":5000}""", """{"power_mw":7000}""", """{"current_power":9}""", 7000L)]
    [InlineData("""{"current_power":5000}""", "{}", """{"current_power":9}""", 5000L)]
    [InlineData("{}", "{}", """{"current_power":9}""", 9000L)]
    [InlineData("{}", "{}", "{}", null)]
    public void The_finest_figure_of_power_wins(string usage, string emeter, string current, long? milliwatts) =>
        Assert.Equal(milliwatts, EnergyAnswers.Read(OutletSlot.Whole, Json(usage), Json(emeter), Json(current)).Power?.Milliwatts);

    private static DeviceInfo Info(string json) => DeviceInfo.Read(Json(json));

    private static System.Text.Json.JsonElement Json(string json) => LooseJson.ParseObject(Encoding.UTF8.GetBytes(json))!.Value;
}
