using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd;

/// <summary>The system kills the hive just before something is due.</summary>
public sealed class ScheduleTests
{
    private static readonly string[] Kinds = ["at", "once", "cron", "window"];
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    [Fact]
    public async Task A_hive_killed_one_second_before_a_firing_and_started_ten_seconds_later_fires_once_and_says_so()
    {
        await using var plugs = await EmulatedPlugs.StartAsync("klap=4");
        await using var home = new Home();
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, Kinds));
        await new Watch(home).LoggedInAsync(Kinds.Length);

        var due = await ApplySoonAsync(home, plugs);
        await AtAsync(due - Duration.FromSeconds(1));
        await hive.KillAsync();
        Assert.True(plugs.AreAll(PowerState.Off));
        await AtAsync(due + Duration.FromSeconds(9));
        await hive.UpAgainAsync();
        await Until.TrueAsync(() => plugs.AreAll(PowerState.On), "everything that was due is on");

        var list = (await home.AskAsync("schedule", "list")).Exits(0).Json["schedules"]!.AsArray();
        Assert.All(list, schedule =>
        {
            Assert.StartsWith("run ", (string?)schedule!["last"], StringComparison.Ordinal);
            Assert.Equal(due, OffsetDateTimePattern.Rfc3339.Parse((string)schedule["lastDue"]!).Value.ToInstant());
        });
        var history = (await home.AskAsync("history", "--since", "1h")).Exits(0).Json["events"]!.AsArray();
        Assert.All(Kinds, kind => Assert.Single(history, told => (string?)told!["what"] == "intent" && (string?)told["origin"] == $"schedule:{kind}"));
        Assert.DoesNotContain(history, static told => (string?)told!["what"] == "skipped");
        Assert.All(plugs.All, static plug => Assert.Single(plug.Movements));
    }

    // A busy machine gets later schedules: how long it takes to apply a file is tried out first.
    private static async Task<Instant> ApplySoonAsync(Home home, EmulatedPlugs plugs)
    {
        var begun = Now;
        await ApplyAsync("");
        var due = Instant.FromUnixTimeSeconds((Now + Duration.FromSeconds(8) + ((Now - begun) * 5)).ToUnixTimeSeconds());
        await ApplyAsync(Schedules(due));
        Assert.True(Now < due - Duration.FromSeconds(2), "The file was applied too late.");
        return due;

        async Task ApplyAsync(string more) =>
            (await home.TypeAsync("house", "apply", home.Write("house.conf", HouseText.Of(plugs, $"{HouseText.Plugs(plugs, Kinds)}\n{more}")))).Exits(0);
    }

    private static string Schedules(Instant due)
    {
        var at = due.InZone(London).LocalDateTime;
        var until = (due + Duration.FromHours(2)).InZone(London).LocalDateTime;
        return $$"""
            schedules {
              at { at = "{{at:HH:mm:ss}}", on = at }
              once { at = "{{at:uuuu-MM-dd'T'HH:mm:ss}}", on = once }
              cron { cron = "{{at.Second}} {{at.Minute}} {{at.Hour}} * * ?", on = cron }
              window { from = "{{at:HH:mm:ss}}", until = "{{until:HH:mm:ss}}", on = window }
            }
            """;
    }

    private static Task AtAsync(Instant moment) => Until.TrueAsync(() => Now >= moment, $"it is {moment}");
}
