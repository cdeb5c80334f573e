using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>People and their buttons.</summary>
public sealed class PressTests
{
    [Fact]
    public async Task A_press_on_the_button_becomes_the_manual_intent()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1,strip=1");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp", "desk"]));
        var watch = new Watch(home);
        await watch.LoggedInAsync(4);
        (await home.TypeAsync("on", "lamp")).Exits(0);
        (await home.TypeAsync("off", "desk")).Exits(0);

        plugs[1].Press();
        plugs[2].Press(new OutletSlot(2));

        await watch.ShowsAsync("lamp", static outlet => Outlet.Desired(outlet) == "off" && Outlet.IsFine(outlet), "is to be off");
        await watch.ShowsAsync("desk.b", static outlet => Outlet.Desired(outlet) == "on" && Outlet.IsFine(outlet), "is to be on");
        AssertPress((await home.AskAsync("why", "lamp")).Exits(0).Json, "off");
        AssertPress((await home.AskAsync("why", "desk.b")).Exits(0).Json, "on");
        Assert.Equal(PowerState.Off, plugs[1].Power);
        Assert.Equal([PowerState.Off, PowerState.On, PowerState.Off], plugs[2].Outlets.Select(static outlet => outlet.Power));
        Assert.Equal("off", Outlet.Desired(watch.Now["desk.a"]));
    }

    [Fact]
    public async Task A_house_that_enforces_drives_a_press_back()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, $"press = enforce\nplugs {{ fridge {{ mac = \"{plugs[1].Mac}\", base = on }} }}"));
        var watch = new Watch(home);
        await watch.ShowsAsync("fridge", static outlet => Outlet.Reported(outlet) == "on" && Outlet.IsFine(outlet), "is on");
        plugs[1].ClearLogs();

        plugs[1].Press();

        await Until.TrueAsync(() => plugs[1].Movements.Count >= 2, "the press is driven back");
        await watch.ShowsAsync("fridge", static outlet => Outlet.Reported(outlet) == "on" && Outlet.IsFine(outlet), "is on again");
        Assert.Equal([PowerState.Off, PowerState.On], plugs[1].Movements.Select(static movement => movement.To));
        Assert.Equal("base", (string?)watch.Now["fridge"]["layer"]);
    }

    private static void AssertPress(JsonObject why, string wanted)
    {
        var intent = why["intents"]!.AsArray().First()!;
        Assert.Equal(("manual", wanted), ((string?)intent["layer"], (string?)intent["wanted"]));
        Assert.Contains("press", (string?)intent["origin"]);
        Assert.Contains(why["recent"]!.AsArray(), item => (string?)item!["what"] == "press" && (string?)item["to"] == wanted);
    }
}
