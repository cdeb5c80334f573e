using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Faults;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>What is on for a while goes off, whatever becomes of the hive.</summary>
public sealed class SafetyOffTests
{
    private static readonly FaultScope NoCountdown = new(Method: "get_countdown_rules");

    [Theory]
    [InlineData("klap=1")]
    [InlineData("aes=1")]
    public async Task A_plug_goes_off_by_its_own_countdown_though_the_hive_never_comes_back(string mix)
    {
        await using var plugs = await EmulatedPlugs.StartAsync(mix);
        await using var home = new Home();
        var hive = await Heater.UpAsync(home, plugs);

        (await home.TypeAsync("on", "heater", "--for", "20s")).Exits(0);
        await hive.KillAsync();

        await Heater.GoesOffAsync(plugs[1]);
        Assert.Equal([MovementCause.Command, MovementCause.Countdown], plugs[1].Movements.Select(static movement => movement.Cause));
    }

    [Fact]
    public async Task Without_a_countdown_it_goes_off_as_soon_as_the_hive_is_back()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1");
        await using var home = new Home();
        plugs[1].Inject(new Fault.Error(-1002), NoCountdown);
        var hive = await Heater.UpAsync(home, plugs);

        (await home.TypeAsync("on", "heater", "--for", "20s")).Exits(0);
        await hive.KillAsync();
        var on = plugs[1].Movements.Single().At;
        await Until.TrueAsync(() => DateTimeOffset.UtcNow > on + TimeSpan.FromSeconds(21), "the time is over");
        Assert.Equal(PowerState.On, plugs[1].Power);
        await hive.UpAgainAsync();

        await Heater.GoesOffAsync(plugs[1]);
        await new Watch(home).ShowsAsync("heater", static outlet => Outlet.Desired(outlet) == "off" && Outlet.IsFine(outlet), "is off");
        Assert.Equal(2, plugs[1].Movements.Count);
    }

    [Fact]
    public async Task Each_outlet_of_a_strip_has_ends_of_its_own()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("strip=1");
        await using var home = new Home();
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, ["desk"]));
        await new Watch(home).LoggedInAsync(3);

        (await home.TypeAsync("on", "desk")).Exits(0);
        (await home.TypeAsync("on", "desk.a", "desk.b", "--for", "20s")).Exits(0);
        await hive.KillAsync();

        await Until.TrueAsync(() => plugs[1].Outlets.Count(static outlet => outlet.Power == PowerState.On) == 1, "two are off");
        Assert.Equal(PowerState.On, plugs[1].PowerOf(new OutletSlot(3)));
    }
}
