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
        Assert.Empty(plan["firings"]!.AsArray());
        var revision = plan["revision"]!.ToString();
        var applied = (await home.AskAsync("house", "apply", file, "--revision", revision)).Exits(0).Json;
        Assert.Equal(Changes(plan), Changes(applied));
        Assert.Empty(Changes((await home.AskAsync("house", "plan", file)).Exits(0).Json));
        (await home.TypeAsync("house", "apply", file, "--revision", revision)).Exits(1);

        // Protected, and on whatever was there: its base.
        await watch.ShowsAsync("fridge", static outlet => (string?)outlet["reported"] == "on", "is on");
        (await home.TypeAsync("on", "tag.light")).Exits(0);
        Assert.Equal(PowerState.On, plugs[1].Power);

        var exported = home.Write("export.conf", (await home.TypeAsync("house", "export")).Exits(0).Out);
        Assert.Empty((await home.AskAsync("house", "check", exported)).Exits(0).Json["problems"]!.AsArray());
        Assert.Empty(Changes((await home.AskAsync("house", "plan", exported)).Exits(0).Json));

        var back = (await home.AskAsync("house", "rollback")).Exits(0).Json;
        Assert.Contains(Changes(back), static change => change.StartsWith("change plug desk-strip name: desk -> desk-strip", StringComparison.Ordinal));
        Assert.Equal(6, (await home.AskAsync("status")).Exits(0).Outlets.Count);
    }

    [Fact]
    public async Task A_change_to_one_plug_of_two_hundred_drops_no_session_while_commands_run_on_the_others()
    {
        const int Count = 200;
        await using var plugs = await EmulatedPlugs.StartAsync($"klap={Count}");
        await using var home = new Home();
        await Hive.UpAsync(home, HouseText.Of(plugs, Names(Count)));
        await new Watch(home).LoggedInAsync(Count);
        var file = home.Write("changed.conf", HouseText.Of(plugs, HouseText.Plugs(plugs, Names(Count)).Replace("plug-7 {", "plug-7 { room = hall, tags = [ light ], base = on,", StringComparison.Ordinal)));
        var handshakes = Handshakes(plugs);

        var commands = Enumerable.Range(0, 4).Select(n => home.TypeAsync(n % 2 == 0 ? "on" : "off", "not plug-7", "--yes")).ToList();
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

    private static string Example(EmulatedPlugs plugs) =>
        $$"""
        location { latitude = 51.48, longitude = -0.61 }
        plugs {
          lamp   { mac = "{{plugs[1].Mac}}", room = hall, tags = [ light ] }
          fridge { mac = "{{plugs[2].Mac}}", protect = true, base = on }
          heater { mac = "{{plugs[3].Mac}}", room = bath, tags = [ heat ], press = enforce }
          desk   { mac = "{{plugs[4].Mac}}", room = office, outlets { monitor = 1, printer = 2, strip-light { index = 3, tags = [ light ] } } }
        }
        """;

    private static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(static number => $"plug-{number}");

    private static List<int> Handshakes(EmulatedPlugs plugs) => [.. plugs.All.Select(static plug => EmulatedPlugs.Count(plug, "handshake2"))];

    private static List<string> Changes(JsonObject report) =>
        [.. report["changes"]!.AsArray().Select(static change => $"{change!["change"]} {change["kind"]} {change["name"]} {change["detail"]}".TrimEnd())];
}
