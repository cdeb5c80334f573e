using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Devices;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>No outlet is on for longer than its house allows. They take long: as a class of their own they run beside those of <see cref="SafetyOffTests"/>.</summary>
public sealed class MaxOnTests
{
    [Fact]
    public async Task Max_on_ends_what_the_base_wants_and_only_a_later_command_switches_on_again()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1");
        await using var home = new Home();
        var hive = await Heater.UpAsync(home, plugs, ", base = on, safety { max-on = 10s }");
        var watch = new Watch(home);

        await watch.ShowsAsync("heater", static outlet => Outlet.Reported(outlet) == "off" && (string?)outlet["layer"] == "safety" && Outlet.IsFine(outlet), "is off for safety");
        Assert.Equal([PowerState.On, PowerState.Off], plugs[1].Movements.Select(static movement => movement.To));
        var why = (await home.AskAsync("why", "heater")).Exits(0).Json;
        Assert.Contains(why["recent"]!.AsArray(), static item => Is(item, "ended", "max-on"));

        await hive.KillAsync();
        await hive.UpAgainAsync();
        await new Watch(home).ShowsAsync("heater", static outlet => Outlet.IsFine(outlet), "is fine");
        Assert.Equal(2, plugs[1].Movements.Count);

        (await home.TypeAsync("on", "heater")).Exits(0);
        await Heater.GoesOffAsync(plugs[1]);
        Assert.Equal([PowerState.On, PowerState.Off, PowerState.On, PowerState.Off], plugs[1].Movements.Select(static movement => movement.To));
    }

    [Fact]
    public async Task A_hive_that_was_dead_at_the_end_of_max_on_does_not_switch_on_again()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1");
        await using var home = new Home();
        // Long enough to be seen on, and killed, on a machine that is busy with other things.
        var hive = await Heater.UpAsync(home, plugs, ", base = on, safety { max-on = 45s }");
        await Until.TrueAsync(() => plugs[1].Power == PowerState.On, "the heater is on");
        while (!(await home.AskAsync("why", "heater")).Exits(0).Json["recent"]!.AsArray().Any(static item => (string?)item!["what"] == "observed" && (string?)item["to"] == "on"))
        {
            Assert.Equal(PowerState.On, plugs[1].Power);
        }

        await hive.KillAsync();
        await Heater.GoesOffAsync(plugs[1]);
        await hive.UpAgainAsync();

        await new Watch(home).ShowsAsync("heater", static outlet => (string?)outlet["layer"] == "safety" && Outlet.IsFine(outlet), "is off for safety");
        Assert.Equal([MovementCause.Command, MovementCause.Countdown], plugs[1].Movements.Select(static movement => movement.Cause));
    }

    private static bool Is(JsonNode? item, string what, string origin) => (string?)item!["what"] == what && (string?)item["origin"] == origin;
}
