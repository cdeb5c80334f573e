using System.Globalization;
using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>Scenes as people use them: what they would do, that they do it, that it is told truly, and how to take it back.</summary>
public sealed class SceneTests
{
    private const int Many = 100;
    private static readonly string[] Faulty = ["p20", "p40", "p60", "p80", "p100"];

    [Fact]
    public async Task A_scene_over_a_hundred_outlets_names_the_five_that_fail_and_completes_its_record_when_they_are_back()
    {
        await using var plugs = await EmulatedPlugs.StartAsync($"klap={Many}");
        await using var home = new Home(("TAPOHIVE_PLUGS_LONGEST_PAUSE", "5s"));
        var names = plugs.All.Select(static plug => $"p{plug.Number}").ToList();
        await Hive.UpAsync(home, HouseText.Of(plugs, $"{HouseText.Plugs(plugs, names)}\nscenes.party {{ on = all }}"));
        await new Watch(home).LoggedInAsync(Many);
        var faulty = Faulty.Select(name => plugs[int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)]).ToList();
        foreach (var plug in faulty)
        {
            plug.Inject(EmulatedPlugs.Fault("ignore"));
        }

        var run = (await home.AskAsync("scene", "run", "party", "--timeout", "20s")).Exits(6);

        Assert.Equal(("partial", "party"), ((string?)run.Json["outcome"], (string?)run.Json["scene"]));
        Assert.Equal(Many - Faulty.Length, run.Outlets.Values.Count(static outlet => (string?)outlet["outcome"] == "converged"));
        foreach (var name in Faulty)
        {
            Assert.Equal("failed", (string?)run.Outlets[name]["outcome"]);
            Assert.EndsWith(".", (string?)run.Outlets[name]["problem"]!["message"], StringComparison.Ordinal);
        }

        var id = (string)run.Json["run"]!;
        var listed = (await home.AskAsync("runs")).Exits(0).Json["runs"]!.AsArray()[0]!;
        Assert.Equal((id, "party", "partial", 95, 5), ((string?)listed["run"], (string?)listed["scene"], (string?)listed["outcome"], (int)listed["converged"]!, (int)listed["failed"]!));

        foreach (var plug in faulty)
        {
            plug.ClearFaults();
        }

        await Until.TrueAsync(() => plugs.AreAll(PowerState.On), "the five are on");
        var record = await UntilAsync(() => home.AskAsync("runs", id), static json => json["completedAt"] is not null);
        Assert.Equal("partial", (string?)record["outcome"]);
        Assert.All(record["outlets"]!.AsArray(), static outlet => Assert.Equal("converged", (string?)outlet!["outcome"]));
        Assert.Contains("completed", (await home.TypeAsync("runs")).Exits(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_restores_all_but_the_outlet_that_a_person_pressed_and_says_so()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=3");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, $"{HouseText.Plugs(plugs, ["lamp", "fan", "tv"])}\nscenes.evening {{ on = [ lamp, fan, tv ] }}"));
        var watch = new Watch(home);
        await watch.LoggedInAsync(3);

        var shown = (await home.AskAsync("scene", "run", "evening", "--dry-run")).Exits(0).Json;
        Assert.All(shown["outlets"]!.AsArray(), static outlet => Assert.Equal("switch", (string?)outlet!["change"]));
        Assert.All(plugs.All, static plug => Assert.Empty(plug.Movements));
        Assert.Contains("3 converged", (await home.TypeAsync("scene", "run", "evening")).Exits(0).Out.Replace(" outlets", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("0 to switch, 3 already there", (await home.TypeAsync("scene", "show", "evening")).Exits(0).Out, StringComparison.Ordinal);
        plugs[2].Press();
        await watch.ShowsAsync("fan", static outlet => Outlet.Desired(outlet) == "off" && Outlet.IsFine(outlet), "was pressed");

        var undo = (await home.AskAsync("undo")).Exits(6);

        Assert.Equal(("converged", "converged"), ((string?)undo.Outlets["lamp"]["outcome"], (string?)undo.Outlets["tv"]["outcome"]));
        Assert.Equal("superseded", (string?)undo.Outlets["fan"]["outcome"]);
        Assert.Contains("pressed its button", (string?)undo.Outlets["fan"]["note"], StringComparison.Ordinal);
        Assert.True(plugs.AreAll(PowerState.Off));
        await watch.ShowsAsync("lamp", static outlet => Outlet.Desired(outlet) is null, "is nobody's wish any more");
        Assert.Equal("off", Outlet.Desired(watch.Now["fan"]));

        var redo = (await home.AskAsync("undo", (string)undo.Json["run"]!)).Exits(0);
        Assert.Equal([PowerState.On, PowerState.Off, PowerState.On], plugs.All.Select(static plug => plug.Power));
        Assert.Equal((string?)undo.Json["run"], (string?)redo.Json["undoes"]);
    }

    [Fact]
    public async Task A_hive_killed_in_the_middle_of_a_scene_does_no_step_twice_and_loses_none()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=4");
        await using var home = new Home(("TAPOHIVE_PLUGS_LONGEST_PAUSE", "5s"));
        var house = HouseText.Of(plugs, $$"""
            {{HouseText.Plugs(plugs, ["a", "b", "c", "d"])}}
            scenes.movie.steps = [ { on = a, within = 60s }, { wait = 3s }, { on = [ b, c ], gap = 1s, within = 60s }, { on = d, off = a, within = 60s } ]
            """);
        var hive = await Hive.UpAsync(home, house);
        await new Watch(home).LoggedInAsync(4);

        var accepted = (await home.AskAsync("scene", "run", "movie", "--no-wait")).Exits(0).Json;
        await Until.TrueAsync(() => plugs[1].Power == PowerState.On, "the first step is done");
        await hive.KillAsync();
        await hive.UpAgainAsync();
        await Until.TrueAsync(() => plugs[2].Power == PowerState.On, "the third step has begun");
        await hive.KillAsync();
        await hive.UpAgainAsync();

        var record = await UntilAsync(() => home.AskAsync("runs", (string)accepted["run"]!), static json => json["finishedAt"] is not null);
        await Until.TrueAsync(() => plugs[4].Power == PowerState.On && plugs[1].Power == PowerState.Off, "the last step is done");
        Assert.Equal("converged", (string?)record["outcome"]);
        Assert.Equal([1, 3, 3, 4, 4], record["outlets"]!.AsArray().Select(static outlet => (int)outlet!["step"]!));
        Assert.Equal([2, 1, 1, 1], plugs.All.Select(static plug => plug.Movements.Count));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_answered_with_the_one_that_was_meant()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=1");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, $"{HouseText.Plugs(plugs, ["lamp"])}\nscenes.evening {{ on = lamp }}"));

        Assert.Contains("did you mean 'evening'", (await home.TypeAsync("scene", "run", "evenin")).Exits(5).Error, StringComparison.Ordinal);
        Assert.Contains("no run to undo", (await home.TypeAsync("undo")).Exits(5).Error, StringComparison.Ordinal);
        Assert.Contains("no run '7'", (await home.TypeAsync("scene", "cancel", "7")).Exits(5).Error, StringComparison.Ordinal);
        Assert.Equal("evening", (string?)(await home.AskAsync("scene", "list")).Exits(0).Json["scenes"]!.AsArray()[0]!["name"]);
    }

    // A command may come just when the hive starts anew; then it is typed again.
    private static async Task<JsonObject> UntilAsync(Func<Task<CommandResult>> ask, Func<JsonObject, bool> condition)
    {
        var giveUp = Environment.TickCount64 + (long)Until.Patience.TotalMilliseconds;
        while (true)
        {
            var result = await ask();
            if (result.ExitCode == 0 && condition(result.Json))
            {
                return result.Json;
            }

            Assert.True(Environment.TickCount64 < giveUp, $"It never came about. {result}");
        }
    }
}
