using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>A watcher whose terminal was stopped, and one whose hive was killed: both are told the truth in the end.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task A_watcher_that_was_stopped_and_outlives_its_hive_catches_up()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=2");
        await using var home = new Home();
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp", "kettle"]));
        var watch = new Watch(home);
        await watch.LoggedInAsync(2);

        // Ctrl-Z: what happens meanwhile is not told one by one, but as it stands in the end.
        watch.Process.Signal(Signals.Stop);
        foreach (var verb in (string[])["on", "off", "on"])
        {
            (await home.TypeAsync(verb, "all")).Exits(0);
        }

        watch.Process.Signal(Signals.Continue);
        await watch.AllShowAsync(2, static outlet => Outlet.Reported(outlet) == "on" && Outlet.IsConverged(outlet), "are on");

        await hive.KillAsync();
        await watch.Process.ComplainsAsync(static line => line.Contains("The hive stopped, or let this client go.", StringComparison.Ordinal), "the watcher says that the hive is away");
        await hive.UpAgainAsync();
        (await home.TypeAsync("off", "lamp")).Exits(0);

        await watch.ShowsAsync("lamp", static outlet => Outlet.Reported(outlet) == "off" && Outlet.IsConverged(outlet), "is off");
        Assert.Equal("on", Outlet.Reported(watch.Now["kettle"]));
        Assert.Equal((PowerState.Off, PowerState.On), (plugs[1].Power, plugs[2].Power));
    }
}
