using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>House files from the outside: checked, planned, applied, exported, taken back, while the plugs do their work.</summary>
public sealed class HouseFileTests
{
    [Fact]
    public async Task A_house_is_checked_planned_applied_and_its_export_plans_to_no_change()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=3,strip=1");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, "press = follow"));
        var watch = new Watch(home);
        await watch.LoggedInAsync(6); // adopted, all of them
        var file = home.Write("hillside.conf", HouseText.Of(plugs, Example(plugs)));

        Assert.Empty((await home.AskAsync("house", "check", file)).Exits(0).Json["problems"]!.AsArray());
        var plan = (await home.AskAsync("house", "plan", file)).Exits(0).Json;
        Assert.Contains(Changes(plan), static change => change.StartsWith("change plug lamp ", StringComparison.Ordinal) && change.EndsWith("room: none -> hall; tags: none -> [ light ]", StringComparison.Ordinal));
        Assert.Contains(Changes(plan), static change => change.StartsWith("change outlet desk.strip-light name: light-strip -> strip-light", StringComparison.Ordinal));
        Assert.Equal("bedtime", (string?)Assert.Single(plan["firings"]!.AsArray())!["schedule"]);
        var revision = plan["revision"]!.ToString();
        var applied = (await home.AskAsync("house", "apply", file, "--revision", revision)).Exits(0).Json;
        Assert.Equal(Changes(plan), Changes(applied));
        Assert.Empty(Changes((await home.AskAsync("house", "plan", file)).Exits(0).Json));
        (await home.TypeAsync("house", "apply", file, "--revision", revision)).Exits(1);

        // Protected, and on whatever was there: its base.
        await watch.ShowsAsync("fridge", static outlet => (string?)outlet["reported"] == "on", "is on");
        (await home.TypeAsync("scene", "run", "evening")).Exits(0);
        Assert.Equal(PowerState.On, plugs[1].Power);

        var exported = home.Write("export.conf", (await home.TypeAsync("house", "export")).Exits(0).Out);
        Assert.Empty((await home.AskAsync("house", "check", exported)).Exits(0).Json["problems"]!.AsArray());
        Assert.Empty(Changes((await home.AskAsync("house", "plan", exported)).Exits(0).Json));

        var back = (await home.AskAsync("house", "rollback")).Exits(0).Json;
        Assert.Contains(Changes(back), static change => change.StartsWith("change plug desk-strip name: desk -> desk-strip", StringComparison.Ordinal));
        Assert.Equal(6, (await home.AskAsync("status")).Exits(0).Outlets.Count);
    }

    [Fact]
    public async Task A_change_to_one_plug_of_two_hundred_drops_no_session_while_a_scene_and_commands_run_on_the_others()
    {
        const int Count = 200;
        await using var plugs = await EmulatedPlugs.StartAsync($"klap={Count}");
        await using var home = new Home();
        const string Wave = "\nscenes.wave { steps = [ { on = not plug-7 }, { wait = 500ms }, { off = not plug-7 }, { wait = 500ms }, { on = not plug-7 } ] }";
        await Hive.UpAsync(home, HouseText.Of(plugs, HouseText.Plugs(plugs, Names(Count)) + Wave));
        await new Watch(home).LoggedInAsync(Count);
        var file = home.Write("changed.conf", HouseText.Of(plugs, (HouseText.Plugs(plugs, Names(Count)) + Wave).Replace("plug-7 {", "plug-7 { room = hall, tags = [ light ], base = on,", StringComparison.Ordinal)));
        var handshakes = Handshakes(plugs);

        var scene = home.TypeAsync("scene", "run", "wave");
        var commands = Enumerable.Range(0, 2).Select(n => home.TypeAsync(n % 2 == 0 ? "on" : "off", "plug-1 or plug-2", "--yes")).Append(scene).ToList();
        var applied = (await home.AskAsync("house", "apply", file)).Exits(0).Json;
        await Task.WhenAll(commands);
        (await home.TypeAsync("on", "all", "--yes")).Exits(0);

        Assert.Equal("change plug plug-7 room: none -> hall; tags: none -> [ light ]; base: none -> on", Assert.Single(Changes(applied)));
        Assert.True(plugs.AreAll(PowerState.On));
        Assert.Equal(handshakes, Handshakes(plugs));
    }

    [Fact]
    public async Task Includes_and_secrets_are_relative_to_the_file_and_a_secret_that_others_can_read_is_refused()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=2");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp", "fan"]));
        var text = HouseText.Of(plugs, "include \"plugs.conf\"").Replace("file = password", "file = secret", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(home.Folder, "houses"));
        home.Write("houses/house.conf", text);
        home.Write("houses/plugs.conf", HouseText.Plugs(plugs, ["lamp", "iron"]));
        var secret = home.Write("houses/secret", EmulatedPlugs.Password);

        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var refused = (await home.TypeAsync("house", "apply", "houses/house.conf")).Exits(1);
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var applied = (await home.AskAsync("house", "apply", "houses/house.conf")).Exits(0).Json;

        Assert.Contains($"chmod 600 '{secret}'", refused.Error, StringComparison.Ordinal);
        Assert.Equal(
            [$"change account default password.file: {Path.Combine(home.Folder, "password")} -> {secret}", "change plug iron name: fan -> iron"],
            Changes(applied));
        (await home.TypeAsync("on", "iron")).Exits(0);
    }

    [Fact]
    public async Task A_second_house_is_applied_to_a_running_hive_and_may_not_take_the_plugs_of_the_first()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=2");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp"]).Replace("every = 5s", "every = 5s, adopt = ask", StringComparison.Ordinal));
        string Flat(int number) => HouseText.Of(plugs, $"plugs {{ iron {{ mac = \"{plugs[number].Mac}\" }} }}")
            .Replace("name = test", "name = flat", StringComparison.Ordinal)
            .Replace("every = 5s", "every = 5s, adopt = ask", StringComparison.Ordinal);

        var refused = (await home.TypeAsync("house", "apply", home.Write("flat.conf", Flat(1)))).Exits(1);
        (await home.TypeAsync("house", "apply", home.Write("flat.conf", Flat(2)))).Exits(0);

        Assert.Contains("belongs to house 'test'", refused.Error, StringComparison.Ordinal);
        (await home.TypeAsync("on", "flat/iron")).Exits(0);
        Assert.Equal(PowerState.On, plugs[2].Power);
    }

    [Fact]
    public async Task A_file_with_a_dozen_mistakes_is_refused_with_all_of_them_on_their_lines_and_nothing_of_it_is_applied()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=2");
        await using var home = new Home();
        var good = HouseText.Of(plugs, ["lamp", "fan"]);
        await Hive.UpAsync(home, good);
        var text = HouseText.Of(
            plugs,
            $$"""
            tiem-zone = "Europe/London" # !
            press = maybe # !
            location { latitude = 151.48, longitude = -0.61 } # !
            plugs {
              lamp { mac = "{{plugs[1].Mac}}", room = hall }
              fan  { mac = "00-00-5E-00-53", tags = [ light ] } # !
              iron { host = "192.0.2.300" } # !
              all  { host = "192.0.2.7" } # !
              kettle { host = "192.0.2.8", base = maybe } # !
              heater { host = "192.0.2.9", safety { max-on = 2 } } # !
            }
            scenes {
              evening { on = lapm } # !
              night { on = lamp, off = lamp } # !
            }
            schedules {
              dusk { at = 23:30, scene = evening } # !
              dawn { at = "06:00", scene = mornign } # !
            }
            """);
        var file = home.Write("broken.conf", text);
        var wrong = text.Split('\n').Index().Where(static line => line.Item.EndsWith("# !", StringComparison.Ordinal)).Select(static line => line.Index + 1).ToList();

        var problems = (await home.AskAsync("house", "check", file)).Exits(1).Json["problems"]!.AsArray();
        (await home.TypeAsync("house", "apply", file)).Exits(1);

        Assert.Equal(12, wrong.Count);
        Assert.Equal(wrong, problems.Where(static problem => (string?)problem!["severity"] == "error").Select(static problem => (int)problem!["line"]!).Order());
        Assert.Empty(Changes((await home.AskAsync("house", "plan", home.Write("good.conf", good))).Exits(0).Json));
    }

    private static string Example(EmulatedPlugs plugs) =>
        $$"""
        location { latitude = 51.48, longitude = -0.61 }
        plugs {
          lamp   { mac = "{{plugs[1].Mac}}", room = hall, tags = [ light ] }
          fridge { mac = "{{plugs[2].Mac}}", protect = true, base = on }
          heater { mac = "{{plugs[3].Mac}}", room = bath, tags = [ heat ], press = enforce, safety { max-on = 2h } }
          desk   { mac = "{{plugs[4].Mac}}", room = office, outlets { monitor = 1, printer = 2, strip-light { index = 3, tags = [ light ] } } }
        }
        scenes {
          evening { on = tag.light and not room.office, off = heater }
          movie {
            steps = [
              { off = tag.light, within = 5s }
              { wait = 2s }
              { on = [ desk.monitor, desk.printer ], gap = 1s }
            ]
            on-failure = undo
          }
        }
        schedules.bedtime { at = "23:30", days = [ {{LaterThisWeek}} ], scene = evening, grace = 30m, skip = holidays }
        calendars.holidays { dates = [ "2035-12-25", "2036-01-01" ] }
        """;

    // Fires within the week that a plan looks ahead, and not while a test runs.
    private static string LaterThisWeek => DateTime.UtcNow.AddDays(3).DayOfWeek.ToString()[..3].ToLowerInvariant();

    private static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(static number => $"plug-{number}");

    private static List<int> Handshakes(EmulatedPlugs plugs) => [.. plugs.All.Select(static plug => EmulatedPlugs.Count(plug, "handshake2"))];

    private static List<string> Changes(JsonObject report) =>
        [.. report["changes"]!.AsArray().Select(static change => $"{change!["change"]} {change["kind"]} {change["name"]} {change["detail"]}".TrimEnd())];
}
