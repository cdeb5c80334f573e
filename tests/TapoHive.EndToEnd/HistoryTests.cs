using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>"Why was the heater on at 03:12?"</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Every_change_has_its_cause_and_every_moment_its_answer_also_after_a_kill_and_without_its_file()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=2");
        await using var home = new Home();
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, ["heater", "lamp"]));
        var watch = new Watch(home);
        await watch.LoggedInAsync(2);
        (await home.TypeAsync("on", "heater")).Exits(0);
        plugs[1].Press();
        await watch.ShowsAsync("heater", static outlet => Outlet.Desired(outlet) == "off" && Outlet.IsFine(outlet), "is to be off");

        var told = await TellAsync(home, "heater");

        Assert.Equal(
            ["observed  off first reading", "intent  on operator:local", "observed off on operator:local", "press on off press", "observed on off press"],
            told.Where(static it => What(it) is "observed" or "intent" or "press")
                .Select(static it => $"{What(it)} {(string?)it["from"]} {(string?)it["to"]} {(string?)it["origin"]}")
                .Order(StringComparer.Ordinal).OrderBy(Story));
        var asked = told.Single(static it => What(it) == "intent");
        Assert.Equal((string?)asked["run"], (string?)told.Single(static it => What(it) == "observed" && (string?)it["to"] == "on")["run"]);

        // At the moment of the reading it was on because of the command; at the last one it is off because of the press.
        var on = (await home.AskAsync("why", "heater", "--at", (string)told.Last(static it => (string?)it["to"] == "on" && What(it) == "observed")["at"]!)).Exits(0).Json;
        Assert.Equal(("on", "on", true), ((string?)on["desired"], (string?)on["reported"], (bool)on["converged"]!));
        Assert.Contains("operator local", (string?)on["advice"]);
        var off = (await home.AskAsync("why", "heater", "--at", (string)told[^1]["at"]!)).Exits(0).Json;
        Assert.Equal("press", (string?)off["intents"]!.AsArray()[0]!["origin"]);
        Assert.Contains("was on: ", (await home.TypeAsync("why", "heater", "--at", (string)on["at"]!)).Exits(0).Out);
        (await home.TypeAsync("why", "heater", "--at", "2199-01-01")).Exits(2);
        (await home.TypeAsync("history", "nobody")).Exits(5);

        await hive.KillAsync();
        await hive.UpAgainAsync();
        AssertGoesOn(told, await TellAsync(home, "heater"));

        await hive.StopAsync();
        foreach (var file in Directory.GetFiles(home.Data, "telemetry.db*"))
        {
            File.Delete(file);
        }

        await hive.UpAgainAsync();
        AssertGoesOn(told, await TellAsync(home, "heater"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(home.Data, "telemetry.db")));
        Assert.Contains("asked to be on by operator local", (await home.TypeAsync("history", "--since", "1h")).Exits(0).Out);
    }

    // A hive that starts anew may find its plugs in trouble for a moment; what was told before stays.
    private static void AssertGoesOn(IReadOnlyList<JsonObject> before, IReadOnlyList<JsonObject> now) =>
        Assert.Equal(before.Select(static it => it.ToJsonString()), now.Take(before.Count).Select(static it => it.ToJsonString()));

    // A reading is told at its own time, which may be a little before that of the press it belongs to.
    private static int Story(string line) => line.Split(' ') switch
    {
        ["observed", "", ..] => 0,
        ["intent", ..] => 1,
        ["observed", "off", ..] => 2,
        ["press", ..] => 3,
        _ => 4,
    };

    private static string? What(JsonObject told) => (string?)told["what"];

    private static async Task<List<JsonObject>> TellAsync(Home home, params string[] selectors) =>
        [.. (await home.AskAsync(["history", .. selectors, "--since", "1h"])).Exits(0).Json["events"]!.AsArray().Select(static it => it!.AsObject())];
}
