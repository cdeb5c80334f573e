using System.Text.Json.Nodes;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Outlets;

namespace TapoHive.Mqtt.Tests;

/// <summary>The rules by which announcements are checked do refuse what Home Assistant refuses.</summary>
public sealed class HomeAssistantTests
{
    private const string Topic = "homeassistant/device/tapohive_home_00005e005301/config";

    [Theory]
    [InlineData("origin", null)]
    [InlineData("origin.name", null)]
    [InlineData("device.identifiers", "[]")]
    [InlineData("device.area", "\"hall\"")]
    [InlineData("device.connections", "[[\"mac\"]]")]
    [InlineData("components", null)]
    [InlineData("components.switch.platform", "\"relay\"")]
    [InlineData("components.switch.unique_id", null)]
    [InlineData("components.switch.unique_id", "\"tapohive_home_00005e005301_power\"")]
    [InlineData("components.switch.command_topic", null)]
    [InlineData("components.switch.command_topic", "\"tapohive/+/set\"")]
    [InlineData("components.switch.device_class", "\"plug\"")]
    [InlineData("components.problem.availability_topic", "\"tapohive/status\"")]
    [InlineData("components.power.state_topic", null)]
    [InlineData("components.power.unit_of_measurement", "\"kWh\"")]
    [InlineData("components.power.state_class", "\"total\"")]
    [InlineData("components.energy.unit_of_measurement", "\"W\"")]
    [InlineData("components.energy.state_class", "\"measurement\"")]
    [InlineData("components.problem.entity_category", "\"config\"")]
    [InlineData("components.problem.device_class", "\"trouble\"")]
    [InlineData("components.problem.press", "\"PRESS\"")]
    [InlineData("availability.0.topic", null)]
    [InlineData("availability.0.payload", "\"online\"")]
    [InlineData("availability_mode", "\"some\"")]
    [InlineData("qos", "3")]
    public void What_it_refuses_is_refused_here(string where, string? value)
    {
        var announcement = JsonNode.Parse(Announcement())!;
        HomeAssistant.Check(Topic, announcement.ToJsonString());

        var keys = where.Split('.');
        var at = keys[..^1].Aggregate(announcement, static (node, key) => int.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out var index) ? node[index]! : node[key]!);
        if (value is null)
        {
            at.AsObject().Remove(keys[^1]);
        }
        else
        {
            at[keys[^1]] = JsonNode.Parse(value);
        }

        Assert.ThrowsAny<Exception>(() => HomeAssistant.Check(Topic, announcement.ToJsonString()));
    }

    [Fact]
    public void A_topic_that_it_does_not_match_is_refused_too() =>
        Assert.ThrowsAny<Exception>(() => HomeAssistant.Check("homeassistant/device/tapohive.home/config", Announcement()));

    private static string Announcement() =>
        HousePicture.Of(Shown.View().Reported("lamp", null, (0, PowerState.On)), Shown.Options, (_, _) => new MeterReading(Power.FromWatts(1), new ElectricEnergy(1)))[Topic];
}
