using System.Text.RegularExpressions;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Intents;

namespace TapoHive.Daemon.Tests.Schedules;

/// <summary>The hive dies at the worst of moments: what its journal says is all that the next one has.</summary>
public sealed class DeathTests(Deaths deaths) : IClassFixture<Deaths>
{
    private const string Late = "its grace was over when the hive learnt of it";
    private const string Superseded = "a later one of the same schedule counts";

    private static readonly string[] NineHours =
        ["2026-11-23 18:00", "2026-11-24 03:00", "2026-11-24 12:00", "2026-11-24 21:00", "2026-11-25 06:00", "2026-11-25 15:00"];

    /// <summary>Kind, how long it was dead, what <c>schedule list</c> says then, what is wanted, what <c>history</c> says.</summary>
    public static TheoryData<string, string, string, string, string[]> Cases => new()
    {
        { "at", "10s", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("at")] },
        { "at", "20m", $"2026-11-23T18:00:00Z: skipped: {Late}", "", [Skipped("at", "2026-11-23 18:00", Late)] },
        { "at", "2d", $"2026-11-24T18:00:00Z: skipped: {Late}", "", [Skipped("at", "2026-11-23 18:00", Late), Skipped("at", "2026-11-24 18:00", Late)] },

        { "once", "10s", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("once")] },
        { "once", "20m", $"2026-11-23T18:00:00Z: skipped: {Late}", "", [Skipped("once", "2026-11-23 18:00", Late)] },
        { "once", "2d", $"2026-11-23T18:00:00Z: skipped: {Late}", "", [Skipped("once", "2026-11-23 18:00", Late)] },

        { "patient", "10s", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("patient")] },
        { "patient", "20m", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("patient")] },
        { "patient", "2d", $"2026-11-24T18:00:00Z: skipped: {Late}", "", [Skipped("patient", "2026-11-23 18:00", Late), Skipped("patient", "2026-11-24 18:00", Late)] },

        // Sunset comes earlier each day: on the 25th that is two minutes before the hive is back.
        { "sun", "10s", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("sun")] },
        { "sun", "20m", $"2026-11-23T18:00:00Z: skipped: {Late}", "", [Skipped("sun", "2026-11-23 18:00", Late)] },
        {
            "sun", "2d", "2026-11-25T17:58:03Z: run N", "on schedule",
            [Skipped("sun", "2026-11-23 18:00", Late), Skipped("sun", "2026-11-24 17:59", Late), Fired("sun")]
        },

        // A window is always brought to where it should be.
        { "window", "10s", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("window")] },
        { "window", "20m", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("window")] },
        {
            "window", "2d", "2026-11-24T23:00:00Z: run N", "off schedule",
            [
                Skipped("window", "2026-11-23 18:00", Superseded), Skipped("window", "2026-11-23 23:00", Superseded), Skipped("window", "2026-11-24 18:00", Superseded),
                Fired("window", "off"),
            ]
        },

        { "cron", "10s", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("cron")] },
        { "cron", "20m", $"2026-11-23T18:00:00Z: skipped: {Late}", "", [Skipped("cron", "2026-11-23 18:00", Late)] },
        { "cron", "2d", $"2026-11-24T18:00:00Z: skipped: {Late}", "", [Skipped("cron", "2026-11-23 18:00", Late), Skipped("cron", "2026-11-24 18:00", Late)] },

        { "every", "10s", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("every")] },
        { "every", "20m", $"2026-11-23T18:00:00Z: skipped: {Late}", "", [Skipped("every", "2026-11-23 18:00", Late)] },
        {
            "every", "2d", $"2026-11-25T15:00:00Z: skipped: {Late}", "",
            [.. NineHours.Select(static due => Skipped("every", due, Late))]
        },

        // Another spread each day: on the 25th it is due less than three minutes before the hive is back.
        { "spread", "10s", "2026-11-23T18:00:00Z: run N", "on schedule", [Fired("spread")] },
        { "spread", "20m", $"2026-11-23T18:00:00Z: skipped: {Late}", "", [Skipped("spread", "2026-11-23 18:00", Late)] },
        {
            "spread", "2d", "2026-11-25T17:57:23Z: run N", "on schedule",
            [Skipped("spread", "2026-11-23 18:00", Late), Skipped("spread", "2026-11-24 17:59:09", Late), Fired("spread")]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Killed_one_second_before_a_firing_each_kind_does_what_its_grace_or_window_says_and_says_so(
        string kind, string dead, string listed, string wanted, string[] history)
    {
        var hive = deaths.After(dead);

        Assert.Equal(listed, Exact(hive.LastOf(kind)));
        Assert.Equal(wanted, hive.Wanted(kind));
        Assert.Equal(history, await hive.HistoryOfAsync(kind));
    }

    [Fact]
    public void Every_kind_was_due_within_a_second_of_the_death() => Assert.True(deaths.AllWereNext);

    [Theory]
    [InlineData("10s")]
    [InlineData("20m")]
    [InlineData("2d")]
    public async Task And_does_it_once_even_if_it_is_killed_again_right_away(string dead)
    {
        var hive = deaths.After(dead);
        var revision = hive.State.Revision;
        Assert.Equal(0, await hive.DecideAgainAsync());

        await using var next = await hive.KilledAndBackAsync(hive.Now);
        Assert.Equal(0, await next.DecideAgainAsync());
        Assert.Equal(revision, next.State.Revision);
        Assert.All(Deaths.Names, kind => Assert.Equal(hive.LastOf(kind), next.LastOf(kind)));
    }

    [Fact]
    public async Task Down_from_Monday_23_00_to_Wednesday_07_10_Tuesdays_is_skipped_with_a_reason_and_Wednesdays_runs()
    {
        await using var monday = await MortalHive.BornAsync(Instant.FromUtc(2026, 11, 23, 22, 0), "morning { at = \"07:00\", on = heater }", "heater");
        await monday.LiveAsync(Duration.FromHours(1));
        await using var wednesday = await monday.KilledAndBackAsync(Instant.FromUtc(2026, 11, 25, 7, 10));
        await wednesday.UntilAsync(static state => state.Schedules!.Values.All(static memory => memory.Last is not null));

        Assert.Equal("2026-11-25T07:00:00Z: run N", wednesday.LastOf("morning"));
        Assert.Equal("on schedule", wednesday.Wanted("heater"));
        Assert.Equal(
            [$"hillside: schedule morning was not carried out: due 2026-11-24 07:00, {Late}", "heater: asked to be on by schedule morning (run N)"],
            await wednesday.HistoryOfAsync("morning"));
    }

    [Theory]
    [InlineData("person")]
    [InlineData("schedule")]
    public async Task Window_to_23_00_off_all_at_22_00_restart_at_22_30_stays_off(string whose)
    {
        var schedules = "porch { from = \"18:00\", until = \"23:00\", on = porch }" + (whose == "schedule" ? "\nnight { at = \"22:00\", off = all }" : "");
        await using var evening = await MortalHive.BornAsync(Instant.FromUtc(2026, 11, 23, 18, 30), schedules, "porch", "lamp");
        await evening.UntilAsync(_ => evening.Wanted("porch") == "on schedule");
        await evening.LiveAsync(Duration.FromMinutes(210));
        if (whose == "person")
        {
            Assert.IsType<RunAccepted>(await evening.AskAsync<object>(
                new SwitchOutlets(MortalHive.Home, SwitchVerb.Off, ["all"], Origin.Operator("anna"), null, Holding.UntilNextOccurrence, Duration.FromSeconds(30))));
        }
        else
        {
            await evening.LiveAsync(Duration.FromSeconds(20));
        }

        var off = whose == "person" ? "off manual" : "off schedule";
        await evening.UntilAsync(_ => evening.Wanted("porch") == off);
        await using var restarted = await evening.KilledAndBackAsync(Instant.FromUtc(2026, 11, 23, 22, 30));
        Assert.Equal(0, await restarted.DecideAgainAsync());

        Assert.Equal(off, restarted.Wanted("porch"));
        Assert.Equal("2026-11-23T18:00:00Z: run N", restarted.LastOf("porch"));

        await restarted.LiveAsync(Duration.FromMinutes(30) + Duration.FromSeconds(20));
        await restarted.UntilAsync(_ => restarted.LastOf("porch") == "2026-11-23T23:00:00Z: run N");
        Assert.Equal("off schedule", restarted.Wanted("porch"));
    }

    private static string Fired(string kind, string power = "on") => $"{kind}: asked to be {power} by schedule {kind} (run N)";

    private static string Skipped(string kind, string due, string why) => $"hillside: schedule {kind} was not carried out: due {due}, {why}";

    // The sun keeps to no whole seconds.
    private static string Exact(string listed) => Regex.Replace(listed, "\\.[0-9]+Z", "Z", RegexOptions.NonBacktracking);
}
