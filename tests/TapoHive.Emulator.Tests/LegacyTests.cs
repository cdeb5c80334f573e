using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.Emulator.Tests.Clients;

namespace TapoHive.Emulator.Tests;

/// <summary>The older Kasa family's dialect, with what faults make of its writes.</summary>
public sealed class LegacyTests
{
    private const string EveryWrite =
        """{"system":{"set_relay_state":{"state":1},"set_dev_alias":{"alias":"Lamp"},"set_led_off":{"off":1},"reboot":{"delay":1}}}""";

    [Fact]
    public async Task What_is_acknowledged_and_ignored_changes_nothing()
    {
        await using var house = await TestHouse.StartAsync("hs100");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Ignored(), FaultScope.Once);
        await AcknowledgedAsync(client);
        house.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(house[1].Movements);
        Assert.Equal((house[1].Name, 0, 0), await ShownAsync(client));
        Assert.Equal(
            [Carried.No, Carried.No, Carried.No, Carried.No, Carried.Yes],
            house[1].Requests.Where(static r => r.Method.StartsWith("system.", StringComparison.Ordinal)).Select(static r => r.Carried));
    }

    [Fact]
    public async Task What_comes_late_changes_things_late()
    {
        await using var house = await TestHouse.StartAsync("hs100");
        var client = await KlapClient.ConnectAsync(house[1]);
        house[1].Inject(new Fault.Late(TimeSpan.FromSeconds(5)), FaultScope.Once);
        await AcknowledgedAsync(client);
        house.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((house[1].Name, 0, 0), await ShownAsync(client));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("Lamp", 1, 1), await ShownAsync(client));
        house.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([(PowerState.On, MovementCause.Command), (PowerState.Off, MovementCause.PowerLost)], house[1].Movements.Select(static m => (m.To, m.Cause)));
    }

    private static async Task AcknowledgedAsync(KlapClient client)
    {
        var answers = (await client.SendAsync(EveryWrite)).GetProperty("system");
        Assert.All(answers.EnumerateObject(), static answer => Assert.Equal(0, answer.Value.GetProperty("err_code").GetInt32()));
        Assert.Equal(4, answers.EnumerateObject().Count());
    }

    private static async Task<(string? Alias, int Relay, int LedOff)> ShownAsync(KlapClient client)
    {
        var info = (await client.SendAsync("""{"system":{"get_sysinfo":{}}}""")).GetProperty("system").GetProperty("get_sysinfo");
        return (info.GetProperty("alias").GetString(), info.GetProperty("relay_state").GetInt32(), info.GetProperty("led_off").GetInt32());
    }
}
