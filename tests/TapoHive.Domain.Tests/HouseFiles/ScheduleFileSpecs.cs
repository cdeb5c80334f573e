using NodaTime;
using NodaTime.Testing;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

/// <summary>Schedules and calendars as people write them, and what they get wrong. Lines of schedules begin on line 5.</summary>
public sealed class ScheduleFileSpecs
{
    private const string Rest = "plugs { lamp { mac = \"00-00-5E-00-53-01\", tags = [ light ] } }\nscenes { evening { on = lamp } }, calendars.holidays { dates = [ \"2026-12-25\" ] }\n";

    public static TheoryData<string, string> Moments => new()
    {
        { "\"23:30\"", "23:30" },
        { "\"7:05\"", "07:05" },
        { "\"23:30:15\"", "23:30:15" },
        { "sunset", "sunset" },
        { "20m before sunset", "20m before sunset" },
        { "15m after dusk", "15m after dusk" },
        { "1h30m before sunrise", "1h30m before sunrise" },
        { "90 minutes after dawn", "1h30m after dawn" },
        { "\"2026-12-24T17:00\"", "2026-12-24T17:00" },
    };

    public static TheoryData<string, string> Days => new()
    {
        { "[ mon-thu, sun ]", "Monday Tuesday Wednesday Thursday Sunday" },
        { "weekend", "Saturday Sunday" },
        { "[ fri-mon ]", "Monday Friday Saturday Sunday" },
        { "[ monday, Tue ]", "Monday Tuesday" },
        { "mon-sun", "" },
    };

    public static TheoryData<string, string> Mistakes => new()
    {
        { "x { at = 23:30, on = lamp }", "5 house.schedules.x.at: '23:30' must be quoted: \"23:30\" | Bare text cannot hold ':'" },
        { "x { at = \"25:00\", on = lamp }", "5 house.schedules.x.at: '25:00' is no time | Hours are from 00 to 23, minutes and seconds from 00 to 59: write for example \"23:30\"" },
        { "x { at = \"24:00\", on = lamp }", "5 house.schedules.x.at: '24:00' is no time | Midnight is \"00:00\"" },
        { "x { at = \"9999-12-31T12:00\", on = lamp }", "5 house.schedules.x.at: '9999-12-31T12:00' is in no year that this house will see | Write the year with four digits, as in \"2026-12-24T17:00\"" },
        { "x { at = 8pm, on = lamp }", "5 house.schedules.x.at: '8pm' is no time | Write hours from 00 to 23: \"20:00\" is eight in the evening" },
        { "x { at = sunst, on = lamp }", "5 house.schedules.x.at: 'sunst' is no time | Did you mean 'sunset'?" },
        { "x { at = 20m sunset, on = lamp }", "5 house.schedules.x.at: '20m sunset' is no time | Write sunset, 20m before sunset or 20m after sunset" },
        { "x { at = 20h before sunset, on = lamp }", "5 house.schedules.x.at: '20h before sunset' is more than 12 hours from the sun | Take the other one: sunrise for sunset, dawn for dusk" },
        { "x { at = 9999999d9999999d before sunset, on = lamp }", "5 house.schedules.x.at: '9999999d9999999d before sunset' is no time | Write for example 20m before sunset: a number and s, m or h" },
        { "x { on = lamp }", "5 house.schedules.x: nothing says when schedule 'x' is due | Write one of: at = \"23:30\", at = 20m before sunset, from = sunset with until = \"23:00\", cron = \"0 0 7 ? * MON-FRI\", every = 4h" },
        { "x { at = sunset, every = 4h, on = lamp }", "5 house.schedules.x.every: schedule 'x' says with 'at' and with 'every' when it is due | Keep one, or make two schedules of it" },
        { "x { from = sunset, on = lamp }", "5 house.schedules.x.until: schedule 'x' says from when, and not until when | Write from = sunset, until = \"23:00\"; for one moment write at" },
        { "x { from = sunset, until = sunset, on = lamp }", "5 house.schedules.x.until: the window ends when it begins | Write another time; for one moment write at" },
        { "x { from = sunset, until = \"23:00\", scene = evening }", "5 house.schedules.x.scene: a window ends with the opposite of what it began with, and a scene has none | Write on = SELECTOR, or two schedules with at, one for each scene" },
        { "x { at = sunset }", "5 house.schedules.x: schedule 'x' does nothing | Write scene = NAME, on = SELECTOR or off = SELECTOR" },
        { "x { at = sunset, scene = evning }", "5 house.schedules.x.scene: there is no scene 'evning' | Did you mean 'evening'?" },
        { "x { at = sunset, scene = evening, off = lamp }", "5 house.schedules.x.off: schedule 'x' runs a scene, and has 'off' beside it | Put it into the scene, or make two schedules of it" },
        { "x { at = sunset, on = lmap }", "5 house.schedules.x.on: no plug or outlet 'lmap' | Did you mean 'lamp'?" },
        { "x { at = sunset, on = lamp, skip = holiday }", "5 house.schedules.x.skip: there is no calendar 'holiday' | Did you mean 'holidays'?" },
        { "x { at = sunset, on = lamp, days = [ mon-fry ] }", "5 house.schedules.x.days: 'mon-fry' is no day of the week | Write mon, tue, wed, thu, fri, sat, sun, a range such as mon-fri, weekdays or weekend" },
        { "x { at = sunset, on = lamp, days = mondy }", "5 house.schedules.x.days: 'mondy' is no day of the week | Did you mean 'monday'?" },
        { "x { at = sunset, on = lamp, grace = 5s }", "5 house.schedules.x.grace: 'grace' is too short | Write a length from 1m to 7d, for example grace = 30m" },
        { "x { every = 10s, off = lamp }", "5 house.schedules.x.every: 'every' is too short | Write a length from 1m to 366d, for example every = 30m" },
        { "x { every = 4h, off = lamp, spread = 10m }", "5 house.schedules.x.spread: a spread is for schedules with at, or from and until | Remove spread" },
        { "x { at = \"2026-12-24T17:00\", on = lamp, days = thu }", "5 house.schedules.x.days: a schedule for one date has no days of the week | Remove days, or write a time without a date" },
        { "x { at = \"2026-01-24T17:00\", on = lamp }", "5 house.schedules.x: schedule 'x' never fires again: its date is past | Remove it, or write a later date" },
        { "x { at = \"2026-12-25T17:00\", on = lamp, skip = holidays }", "5 house.schedules.x: schedule 'x' never fires: its calendars leave out every day on which it would | Correct skip, only or the calendar's dates" },
        { "x { att = sunset, on = lamp }", "5 house.schedules.x.att: unknown key 'att' in a schedule | Did you mean 'at'?" },
        { "at = sunset", "5 house.schedules.at: 'at' stands where the name of a schedule should | Write bedtime { at = \"23:30\", off = all }" },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void Moments_are_written_as_people_say_them(string written, string meant)
    {
        var schedule = One($"x {{ at = {written}, on = lamp }}");
        Assert.Equal(Moment.FromText(meant), Assert.IsType<ScheduleTiming.At>(schedule.When).When);
        Assert.Equal(meant, schedule.When.ToString());
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Days_are_names_and_ranges(string written, string meant) =>
        Assert.Equal(meant, string.Join(' ', One($"x {{ at = sunset, on = lamp, days = {written} }}").Days));

    [Fact]
    public void Everything_a_schedule_can_say_is_kept()
    {
        var schedule = One("x { from = dusk, until = \"01:00\", on = tag.light, off = lamp, days = weekdays, spread = 10m, skip = holidays, enabled = no }");

        Assert.Equal(new ScheduleTiming.Window(Moment.FromText("dusk"), Moment.FromText("01:00")), schedule.When);
        var action = Assert.IsType<ScheduleAction.Set>(schedule.Does);
        Assert.Equal(["tag.light"], action.On);
        Assert.Equal(["lamp"], action.Off);
        Assert.Equal(Duration.FromMinutes(10), schedule.Spread);
        Assert.Equal(new CalendarName("holidays"), schedule.Skip);
        Assert.Equal(ScheduleDefinition.UsualGrace, schedule.Grace);
        Assert.False(schedule.IsEnabled);
        Assert.Equal(new ScheduleAction.Scene(new SceneName("evening")), One("x { cron = \"0 0 7 ? * MON-FRI\", scene = evening, grace = 30m }").Does);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_gets_one_sentence_of_fact_one_of_remedy_and_its_line(string schedules, string problem)
    {
        var problems = Problems(schedules);
        if (!problem.Contains("unknown key", StringComparison.Ordinal))
        {
            Assert.Single(problems);
        }

        Assert.Contains(problem, problems);
    }

    [Fact]
    public void The_sun_needs_a_place() => Assert.Contains(
        "5 house.schedules.x.at: 'sunset' depends on where the house is, and the house does not say that | Write location { latitude = 51.48, longitude = -0.61 } beside time-zone",
        Problems("x { at = sunset, on = lamp }", location: ""));

    [Fact]
    public void Polar_days_are_told_before_they_come() => Assert.Contains(
        "5 house.schedules.x: schedule 'x' is not due on 117 of the next 366 days, the first 2026-11-28: the sun does not rise on this day | Where that matters, add a second schedule with a fixed time",
        Problems("x { at = sunset, on = lamp }", location: "location { latitude = 69.65, longitude = 18.96 }"));

    [Theory]
    [InlineData("dates = [ \"25.12.2026\" ]", "'25.12.2026' is no date | Write a day as \"2026-12-25\", or days in a row as \"2026-12-31/2027-01-02\"")]
    [InlineData("dates = [ \"2027-01-02/2026-12-31\" ]", "'2027-01-02/2026-12-31' ends before it begins | Write a day as \"2026-12-25\", or days in a row as \"2026-12-31/2027-01-02\"")]
    [InlineData("dates = [ \"2026-02-30\" ]", "'2026-02-30' is no date | Write a day as \"2026-12-25\", or days in a row as \"2026-12-31/2027-01-02\"")]
    public void A_calendar_holds_dates(string lines, string problem) =>
        Assert.Equal([$"3 house.calendars.c.dates: {problem}"], Reading.Problems(HouseWith($"calendars.c {{ {lines} }}")));

    [Fact]
    public void What_schedules_say_is_part_of_the_fingerprint_of_a_file()
    {
        string Hash(string schedule) => Read(schedule).SourceHash;
        string[] schedules =
        [
            "x { at = sunset, on = lamp }", "x { at = dusk, on = lamp }", "x { at = sunset, off = lamp }", "x { at = sunset, on = lamp, spread = 1m }",
            "x { at = sunset, on = lamp, days = mon }", "x { at = sunset, on = lamp, grace = 1h }", "x { at = sunset, on = lamp, enabled = no }",
            "x { at = sunset, on = lamp, skip = holidays }", "x { at = sunset, on = lamp, only = holidays }",
        ];
        Assert.Equal(schedules.Length, schedules.Select(Hash).Distinct().Count());
    }

    private static HouseFileResult Read(string schedules, string location = "location { latitude = 51.48, longitude = -0.61 }") =>
        HouseFile.ReadText(HouseWith($"{location}{(location.Length > 0 ? ", " : "")}{Rest}schedules {{ {schedules} }}"), Name, Options() with { Clock = new FakeClock(Instant.FromUtc(2026, 11, 1, 0, 0)) });

    private static string[] Problems(string schedules, string location = "location { latitude = 51.48, longitude = -0.61 }") =>
        [.. Read(schedules, location).Problems.Select(problem => $"{problem.Line} {problem.Key}: {problem.Message} | {problem.Hint}")];

    private static ScheduleDefinition One(string schedule)
    {
        var result = Read(schedule);
        Assert.Empty(result.Problems.Where(problem => problem.Severity == HouseFileSeverity.Error).Select(problem => problem.ToString()));
        return Assert.Single(result.Definition!.Schedules!.Value);
    }
}
