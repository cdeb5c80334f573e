using System.Text.Json;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Mqtt.Tests;

/// <summary>What stands at the broker, and what is asked for there.</summary>
public sealed class PictureTests
{
    private static readonly MqttTopics Topics = new("tapohive", "homeassistant");

    [Fact]
    public void Everything_that_is_announced_is_as_Home_Assistant_documents_it()
    {
        var view = Shown.View("evening", "all-off").Reported("lamp", null, (0, PowerState.On));
        ReadMeter meters = (_, slot) => slot == OutletSlot.Whole ? new MeterReading(Power.FromWatts(12), new ElectricEnergy(3456)) : null;

        var announced = HousePicture.Of(view, Shown.Options, meters).Where(state => state.Key.EndsWith("/config", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            ["homeassistant/device/tapohive_home/config", "homeassistant/device/tapohive_home_00005e005301/config", "homeassistant/device/tapohive_home_00005e005302/config"],
            announced.Select(state => state.Key).Order(StringComparer.Ordinal));
        var unique = announced.SelectMany(state => HomeAssistant.Check(state.Key, state.Value)).ToList();
        Assert.Equal(unique.Distinct(StringComparer.Ordinal), unique);
        Assert.Equal(
            ["tapohive_home_00005e005301_energy", "tapohive_home_00005e005301_power", "tapohive_home_00005e005301_problem", "tapohive_home_00005e005301_switch", "tapohive_home_00005e005302_problem_1", "tapohive_home_00005e005302_problem_2", "tapohive_home_00005e005302_switch_1", "tapohive_home_00005e005302_switch_2", "tapohive_home_problem", "tapohive_home_scene_all-off", "tapohive_home_scene_evening"],
            unique.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_topic_that_is_announced_is_there_or_listened_to()
    {
        var view = Shown.View("evening").Reported("lamp", null, (0, PowerState.On)).Reported("desk", null, (1, PowerState.Off), (2, PowerState.On));
        var picture = HousePicture.Of(view, Shown.Options, (_, _) => new MeterReading(Power.FromWatts(1), new ElectricEnergy(1)));
        foreach (var (_, payload) in picture.Where(state => state.Key.EndsWith("/config", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(payload);
            foreach (var component in json.RootElement.GetProperty("components").EnumerateObject())
            {
                Assert.All(
                    component.Value.EnumerateObject().Where(field => field.Name is "state_topic" or "json_attributes_topic"),
                    field => Assert.Contains(field.Value.GetString()!, picture.Keys));
                if (component.Value.TryGetProperty("command_topic", out var told))
                {
                    Assert.NotNull(Topics.Command(told.GetString()!, component.Value.TryGetProperty("payload_press", out var press) ? press.GetString()! : component.Value.GetProperty("payload_on").GetString()!));
                }
            }
        }
    }

    [Fact]
    public void Strips_and_plugs_hang_on_their_house()
    {
        using var json = JsonDocument.Parse(HousePicture.Of(Shown.View(), Shown.Options, null)["homeassistant/device/tapohive_home_00005e005302/config"]);

        var device = json.RootElement.GetProperty("device");
        Assert.Equal(("tapohive_home", "desk", "00:00:5e:00:53:02"), (device.GetProperty("via_device").GetString(), device.GetProperty("name").GetString(), device.GetProperty("connections")[0][1].GetString()));
        Assert.Equal("monitor", json.RootElement.GetProperty("components").GetProperty("switch_1").GetProperty("name").GetString());
    }

    [Fact]
    public void Of_a_plug_that_was_not_read_in_this_life_it_is_said_that_it_does_not_answer_and_no_state()
    {
        var picture = HousePicture.Of(Shown.View(), Shown.Options, null);

        Assert.Equal(("offline", null, "OFF"), (picture["tapohive/home/lamp/availability"], picture.GetValueOrDefault("tapohive/home/lamp/state"), picture["tapohive/home/lamp/problem"]));
    }

    [Fact]
    public void States_are_what_plugs_said_last()
    {
        var view = Shown.View().Reported("lamp", null, (0, PowerState.On)).Reported("desk", Shown.Dark, (1, PowerState.Off));
        var picture = HousePicture.Of(view, Shown.Options, null);

        Assert.Equal(("online", "ON", "OFF"), (picture["tapohive/home/lamp/availability"], picture["tapohive/home/lamp/state"], picture["tapohive/home/lamp/problem"]));
        Assert.Equal(("offline", "OFF", "ON"), (picture["tapohive/home/desk/availability"], picture["tapohive/home/desk.monitor/state"], picture["tapohive/home/desk.monitor/problem"]));
        Assert.Contains("\"code\":\"dark\"", picture["tapohive/home/desk.monitor/attributes"], StringComparison.Ordinal);
        Assert.Equal("ON", picture["tapohive/home/problem"]);
        Assert.Equal("""{"storage":"available","count":2,"outlets":["desk.monitor","desk.printer"]}""", picture["tapohive/home/attributes"]);
    }

    [Fact]
    public void Meters_are_told_in_watts_and_kilowatt_hours()
    {
        var picture = HousePicture.Of(Shown.View(), Shown.Options, (_, _) => new MeterReading(new Power(68_340), new ElectricEnergy(249)));

        Assert.Equal(("68.3", "0.249"), (picture["tapohive/home/lamp/power"], picture["tapohive/home/lamp/energy"]));
    }

    [Fact]
    public void A_meter_that_was_not_looked_at_yet_stays_what_it_was_announced_as()
    {
        var looked = HousePicture.Of(Shown.View(), Shown.Options, (_, _) => new MeterReading(new Power(68_340), new ElectricEnergy(249)));
        var not = HousePicture.Of(Shown.View(), Shown.Options, (_, _) => new MeterReading(null, null));

        Assert.Equal(("None", null), (not["tapohive/home/lamp/power"], not.GetValueOrDefault("tapohive/home/lamp/energy")));
        Assert.Equal(looked["homeassistant/device/tapohive_home_00005e005301/config"], not["homeassistant/device/tapohive_home_00005e005301/config"]);
    }

    [Theory]
    [InlineData("lamp", "P110", true)]
    [InlineData("lamp", "P115", true)]
    [InlineData("lamp", "P100", false)]
    [InlineData("lamp", "P304M", false)]
    [InlineData("lamp", "", false)]
    [InlineData("desk", "P304M", true)]
    [InlineData("desk", "P300", false)]
    public void A_meter_of_which_nothing_is_known_after_a_kill_stays_announced_where_the_model_has_one(string name, string model, bool stays)
    {
        var view = Shown.View();
        var plug = view.State.Plugs[view.Plug(name)] with { Model = model };
        view = view with { State = view.State with { Plugs = view.State.Plugs.SetItem(plug.Id, plug) } };
        var topic = Topics.Device(DeviceId.Of("tapohive", Shown.Home, plug))!;
        var outlet = plug.Outlets.Values.First().Name;
        var before = HousePicture.Of(view, Shown.Options, (_, _) => new MeterReading(new Power(68_340), new ElectricEnergy(249)));

        var after = HousePicture.Of(view, Shown.Options, (_, _) => null);

        Assert.Equal(stays, before[topic] == after[topic]);
        Assert.Equal(stays ? "None" : null, after.GetValueOrDefault($"tapohive/home/{outlet}/power"));
        Assert.DoesNotContain($"tapohive/home/{outlet}/energy", after.Keys);
        Assert.DoesNotContain(HousePicture.Of(view, Shown.Options, null).Keys, key => key.EndsWith("/energy", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_prefixes_never_share_a_device()
    {
        string[] prefixes = ["tapohive", "Tapohive", "home/tapohive", "home-tapohive", "home_tapohive", "家", "机", "_", new string('a', 41), new string('a', 42)];

        var ids = prefixes.Select(DeviceId.Of).ToList();

        Assert.Equal(("tapohive", "home-tapohive"), (ids[0], ids[3]));
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        foreach (var prefix in prefixes)
        {
            var announced = HousePicture.Of(Shown.View("evening"), Shown.Options with { Prefix = prefix }, null).Where(state => state.Key.EndsWith("/config", StringComparison.Ordinal)).ToList();
            Assert.All(announced, state => HomeAssistant.Check(state.Key, state.Value));
            Assert.All(prefixes, other => Assert.Equal(other == prefix, new MqttTopics(other, "homeassistant").CanBeOurs(announced[0].Key)));
        }
    }

    [Fact]
    public void Without_discovery_nothing_is_announced() =>
        Assert.DoesNotContain(HousePicture.Of(Shown.View(), Shown.Options with { Discovery = null }, null).Keys, topic => topic.Contains("config", StringComparison.Ordinal));

    [Theory]
    [InlineData("tapohive/home/lamp/set", "ON", "Switch { House = home, Outlet = lamp, Wanted = On }")]
    [InlineData("tapohive/home/desk.monitor/set", " off\n", "Switch { House = home, Outlet = desk.monitor, Wanted = Off }")]
    [InlineData("tapohive/home/scene/evening/run", "PRESS", "Play { House = home, Scene = evening }")]
    [InlineData("tapohive/home/lamp/set", "toggle", null)]
    [InlineData("tapohive/home/lamp/state", "ON", null)]
    [InlineData("other/home/lamp/set", "ON", null)]
    [InlineData("tapohive/home/scene/evening/run", "", null)]
    [InlineData("tapohive", "ON", null)]
    public void What_a_message_asks_for(string topic, string payload, string? command) => Assert.Equal(command, Topics.Command(topic, payload)?.ToString());

    [Fact]
    public void What_is_kept_is_found_again_by_its_house()
    {
        HouseName[] houses = [new("home"), new("home-office")];
        var office = Shown.View() with { Name = new HouseName("home-office") };

        Assert.All(HousePicture.Of(Shown.View("evening"), Shown.Options, null).Keys, topic => Assert.Equal(houses[0], Topics.HouseOf(topic, houses)));
        Assert.All(HousePicture.Of(office, Shown.Options, null).Keys, topic => Assert.Equal(houses[1], Topics.HouseOf(topic, houses)));
        Assert.Null(Topics.HouseOf("homeassistant/device/zigbee_1/config", houses));
        Assert.Null(Topics.HouseOf("tapohive/status", houses));
    }

    [Theory]
    [InlineData("homeassistant/device/tapohive_home/config", true)]
    [InlineData("homeassistant/device/tapohive_gone_00005e005301/config", true)]
    [InlineData("homeassistant/device/zigbee_1/config", false)]
    [InlineData("homeassistant/device/tapohive/config", false)]
    [InlineData("tapohive/gone/lamp/state", true)]
    public void What_others_announce_is_nobodys_business(string topic, bool canBeOurs) => Assert.Equal(canBeOurs, Topics.CanBeOurs(topic));

    [Fact]
    public void A_component_that_went_is_withdrawn_before_the_device_is_announced_anew()
    {
        var topic = "homeassistant/device/tapohive_home/config";
        var known = HousePicture.Of(Shown.View("evening", "all-off"), Shown.Options, null)[topic];
        var present = HousePicture.Of(Shown.View("evening"), Shown.Options, null)[topic];

        var first = Withdrawal.Before(known, present)!;

        using var json = JsonDocument.Parse(first);
        Assert.Equal("""{"platform":"button"}""", json.RootElement.GetProperty("components").GetProperty("scene_all-off").GetRawText());
        Assert.Null(Withdrawal.Before(present, present));
        Assert.Null(Withdrawal.Before(present, known));
        Assert.Null(Withdrawal.Before("no json", present));
        Assert.Null(Withdrawal.Before(null, present));
    }
}
