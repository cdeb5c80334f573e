using System.Text.Json.Nodes;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>A machine is lost, and its hive goes on on another one.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task What_was_measured_and_what_happened_are_told_on_another_machine_as_they_were()
    {
        await using var home = new Home(("TAPOHIVE_ENERGY_FIND_METERS_AFTER", "100ms"));
        await using var other = new Home();
        var file = Path.Combine(other.Folder, "hive.tapohive");
        List<string> story;
        await using (var plugs = await EmulatedPlugs.StartAsync("p110=1"))
        {
            var hive = await Hive.UpAsync(home, HouseText.Of(plugs, ["lamp"]));
            await new Watch(home).LoggedInAsync(1);
            (await home.TypeAsync("on", "lamp")).Exits(0);
            await Until.TrueAsync(async () => (await home.AskAsync("energy", "lamp", "today")).ExitCode == 0, "energy of the lamp is known");

            // What was measured is gathered for a while before it is written.
            await Until.TrueAsync(async () => await WattHoursAsync(home) > 0, "what was measured is written");
            story = await StoryAsync(home);
            Assert.Equal("included", (string?)(await home.AskAsync("backup", file)).Exits(0).Json["energy"]);
            await hive.KillAsync();
        }

        Assert.Contains("the energy figures and the keys", (await other.TypeAsync("restore", file)).Exits(0).Out, StringComparison.Ordinal);
        await other.Start("up").SaysAsync(static line => line.Contains("Stop: Ctrl-C", StringComparison.Ordinal), "the hive takes commands");

        // The plug itself is out of reach here: who knows of its energy has it from the backup.
        Assert.True(await WattHoursAsync(other) > 0);
        Assert.Equal(story, (await StoryAsync(other)).Take(story.Count));
    }

    private static async Task<double> WattHoursAsync(Home home) =>
        (double?)(await home.AskAsync("energy", "lamp", "--since", "1h")).Exits(0).Json["outlets"]!.AsArray().Single()!["wattHours"] ?? 0;

    private static async Task<List<string>> StoryAsync(Home home) =>
        [.. (await home.AskAsync("history", "lamp", "--since", "1h")).Exits(0).Json["events"]!.AsArray().Select(static it => it!.ToJsonString())];
}
