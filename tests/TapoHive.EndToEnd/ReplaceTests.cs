using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>A plug is broken, and another takes its place; and back again.</summary>
public sealed class ReplaceTests
{
    [Fact]
    public async Task A_new_plug_goes_on_where_the_old_one_was_and_the_old_one_can_come_back()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("p110=3,p300=1");
        await using var home = new Home(("TAPOHIVE_ENERGY_FIND_METERS_AFTER", "100ms"));
        await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp", "fan"]));
        var watch = new Watch(home);
        await watch.LoggedInAsync(6);
        var spare = NameOf(watch, plugs[3].Mac.ToString());
        var strip = NameOf(watch, plugs[4].Mac.ToString());
        (await home.TypeAsync("on", "lamp", "--hold")).Exits(0);

        (await home.TypeAsync("replace", "lmap", "--with", spare)).Exits(5);
        (await home.TypeAsync("replace", "lamp", "--with", "nobody")).Exits(5);
        Assert.Contains("is 'lamp' itself", (await home.TypeAsync("replace", "lamp", "--with", "lamp")).Exits(2).Error, StringComparison.Ordinal);
        Assert.Contains("has a place of its own", (await home.TypeAsync("replace", "lamp", "--with", "fan")).Exits(2).Error, StringComparison.Ordinal);
        Assert.Contains("they do not fit", (await home.TypeAsync("replace", "lamp", "--with", strip)).Exits(2).Error, StringComparison.Ordinal);

        var replaced = (await home.TypeAsync("replace", "lamp", "--with", spare)).Exits(0).Out;
        Assert.Contains($"lamp is {plugs[3].Mac} from now on.", replaced, StringComparison.Ordinal);
        Assert.Contains($"still names the old plug: write mac = \"{plugs[3].Mac}\" there", replaced, StringComparison.Ordinal);
        await ShowsLampAsync(watch, plugs[3].Mac.ToString());
        Assert.Equal(PowerState.On, plugs[3].Power);

        // One story over both devices.
        var told = (await home.AskAsync("history", "lamp", "--since", "1h")).Exits(0).Json["events"]!.AsArray().Select(static line => line!.AsObject()).ToList();
        Assert.Equal(plugs[1].Mac.ToString(), (string?)Assert.Single(told, static line => (string?)line["what"] == "replaced")["from"]);
        Assert.Contains(told, static line => (string?)line["what"] == "intent" && (string?)line["to"] == "on");
        Assert.Equal("on", (string?)(await home.AskAsync("why", "lamp")).Exits(0).Json["desired"]);
        Assert.Equal("lamp", (string?)Assert.Single((await EnergyAsync(home)).Json["outlets"]!.AsArray())!["name"]);

        // Undone: the old one, which was taken out, is found in the next round of discovery, let in again, and takes its place back.
        await Until.TrueAsync(async () => (await home.TypeAsync("adopt")).Exits(0).Out.Contains(plugs[1].Mac.ToString(), StringComparison.Ordinal), "'adopt' lists the old plug");
        (await home.TypeAsync("adopt", plugs[1].Mac.ToString())).Exits(0);
        (await home.TypeAsync("replace", "lamp", "--with", plugs[1].Mac.ToString())).Exits(0);
        await ShowsLampAsync(watch, plugs[1].Mac.ToString());
        Assert.Equal((PowerState.On, PowerState.On), (plugs[1].Power, plugs[3].Power));
    }

    // Meters are looked for a moment after their plug was met.
    private static async Task<CommandResult> EnergyAsync(Home home)
    {
        CommandResult? told = null;
        await Until.TrueAsync(async () => (told = await home.AskAsync("energy", "lamp", "today")).ExitCode == 0, "energy of the lamp is known");
        return told!;
    }

    private static string NameOf(Watch watch, string mac) =>
        (string)watch.Now.Values.First(outlet => (string?)outlet["mac"] == mac)["plug"]!;

    private static Task ShowsLampAsync(Watch watch, string mac) => watch.ShowsAsync("lamp", lamp => IsOn(lamp) && (string?)lamp["mac"] == mac, $"is on, and {mac}");

    private static bool IsOn(JsonObject lamp) => Outlet.IsFine(lamp) && Outlet.Reported(lamp) == "on" && Outlet.Desired(lamp) == "on";
}
