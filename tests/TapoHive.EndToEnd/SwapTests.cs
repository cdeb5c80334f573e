using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>DHCP gives one plug the address of another.</summary>
public sealed class SwapTests
{
    [Theory]
    [InlineData("klap=2")]
    [InlineData("aes=2")]
    [InlineData("klap=1,aes=1")]
    public async Task Plugs_that_swapped_addresses_are_never_mistaken_for_each_other(string mix)
    {
        await using var plugs = await EmulatedPlugs.StartAsync(mix);
        await using var home = new Home();
        var (lamp, heater) = await UpAsync(home, plugs);

        plugs.House.Swap(lamp, heater);
        (await home.TypeAsync("on", "lamp")).Exits(0);
        plugs.House.Swap(lamp, heater);
        (await home.TypeAsync("off", "lamp")).Exits(0);

        Assert.Equal([PowerState.On, PowerState.Off], lamp.Movements.Select(static movement => movement.To));
        Assert.Empty(heater.Movements);
    }

    [Fact]
    public async Task A_refusal_by_whoever_has_a_plugs_address_does_not_keep_the_account_from_the_plug()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("aes=2");
        await using var home = new Home();
        var (older, newer) = await UpAsync(home, plugs);

        // The older one takes another form of the login only, and refuses what the newer one is sent, which cannot be found meanwhile.
        newer.Inject(new Fault.Dark(DarkKind.Silent), FaultScope.Always);
        plugs.House.Swap(older, newer);
        var command = home.Start("on", "heater");
        await Until.TrueAsync(() => older.Requests.Any(static request => request is { Method: "login_device", Code: not 0 }), "it is refused");
        newer.ClearFaults();

        (await command.EndAsync()).Exits(0);
        Assert.Single(newer.Movements);
        Assert.Empty(older.Movements);
    }

    [Fact]
    public async Task Whoever_answers_where_a_plug_was_is_not_asked_for_its_account_while_the_plug_is_away()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1,aes=1");
        await using var home = new Home();
        var (lamp, heater) = await UpAsync(home, plugs);

        plugs.House.Swap(lamp, heater);
        lamp.Inject(new Fault.Dark(DarkKind.Silent), FaultScope.Always);
        var command = home.Start("on", "lamp");
        await home.Started[0].ComplainsAsync(static line => line.Contains("wrong-device: Another device", StringComparison.Ordinal), "it is told who is there");
        lamp.ClearFaults();

        (await command.EndAsync()).Exits(0);
        Assert.DoesNotContain(heater.Requests, static request => request is { Method: "login_device", Code: not 0 });
        Assert.Empty(heater.Movements);
    }

    [Theory]
    [InlineData("klap=2", 1)]
    [InlineData("klap=2", 2)]
    [InlineData("aes=2", 3)]
    public async Task A_command_on_its_way_never_reaches_the_other_plug(string mix, int seed)
    {
        await using var plugs = await EmulatedPlugs.StartAsync(mix);
        await using var home = new Home();
        var (lamp, heater) = await UpAsync(home, plugs);
        var random = new Random(seed);
        List<PowerState> wanted = [];

        for (var round = 0; round < 6; round++)
        {
            // Sometimes the request is held up at the plug while it moves, sometimes the plug moves just before or after.
            var power = round % 2 == 0 ? PowerState.On : PowerState.Off;
            wanted.Add(power);
            if (random.Next(2) == 0)
            {
                lamp.Inject(new Fault.Delay(TimeSpan.FromMilliseconds(300)), FaultScope.Once);
            }

            var seen = Seen(lamp, heater) + random.Next(0, 5);
            var command = home.Start(power == PowerState.On ? "on" : "off", "lamp");
            await Until.TrueAsync(() => Seen(lamp, heater) >= seen || command.HasEnded, "a request arrives");
            plugs.House.Swap(lamp, heater);

            (await command.EndAsync()).Exits(0);
        }

        Assert.Equal(wanted, lamp.Movements.Select(static movement => movement.To));
        Assert.Empty(heater.Movements);
    }

    private static int Seen(EmulatedPlug a, EmulatedPlug b) => a.Requests.Count + b.Requests.Count;

    private static async Task<(EmulatedPlug Lamp, EmulatedPlug Heater)> UpAsync(Home home, EmulatedPlugs plugs)
    {
        await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp", "heater"]));
        await new Watch(home).LoggedInAsync(2);
        return (plugs[1], plugs[2]);
    }
}
