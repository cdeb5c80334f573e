using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Schedules.ScheduledHouse;

namespace TapoHive.Domain.Tests.Schedules;

/// <summary>Days that calendars leave out, and what a file that changes one makes of skips and of windows that run.</summary>
public sealed class CalendarTests
{
    private static readonly ScheduleName Porch = new("porch");

    [Fact]
    public void A_calendar_leaves_days_out_with_a_reason()
    {
        var house = new ScheduledHouse("calendars.holidays { dates = [ \"2026-11-24\" ] }\nschedules { porch { at = \"18:00\", on = porch, skip = holidays }, lamp { at = \"18:00\", on = lamp, only = holidays } }");

        Assert.Equal(["lamp 2026-11-23 Calendar", "porch 2026-11-23 on"], house.Decide("2026-11-23T18:00:00Z"));
        Assert.Equal(["lamp 2026-11-24 on", "porch 2026-11-24 Calendar"], house.Decide("2026-11-24T18:00:00Z"));
    }

    [Theory]
    [InlineData("2026-11-23T20:00:00Z", "2026-11-24T18:00:00Z")] // a window runs; the next one is to be skipped
    [InlineData("2026-11-23T12:00:00Z", "2026-11-23T18:00:00Z")] // before the one that is to be skipped
    public void A_skip_survives_a_file_that_changes_a_calendar(string said, string due)
    {
        const string Schedule = "schedules { porch { from = \"18:00\", until = \"23:00\", on = porch, skip = holidays } }";
        var house = new ScheduledHouse($"calendars.holidays {{ dates = [ \"2026-12-24\" ] }}\n{Schedule}");
        house.Decide("2026-11-23T12:00:00Z");
        house.Decide(said);
        house.Order(state => ScheduleCommand.Skip(state, Porch, NoCron.Instance, Hillside.Anna, At(said)));
        house.Decide(said);

        house.Apply($"calendars.holidays {{ dates = [ \"2026-12-24\", \"2027-06-01\" ] }}\n{Schedule}", said);
        house.Decide(said);

        Assert.Contains($"porch {due[..10]}.start Ordered", house.Decide(due), StringComparer.Ordinal);
    }

    [Fact]
    public void A_window_that_was_skipped_does_not_begin_after_all_when_a_file_changes_a_calendar()
    {
        const string Schedule = "schedules { porch { from = \"18:00\", until = \"23:00\", on = porch, skip = holidays } }";
        var house = new ScheduledHouse($"calendars.holidays {{ dates = [ \"2026-12-24\" ] }}\n{Schedule}");
        house.Order(state => ScheduleCommand.Skip(state, Porch, NoCron.Instance, Hillside.Anna, At("2026-11-23T12:00:00Z")));
        Assert.Equal(["porch 2026-11-23.start Ordered"], house.Decide("2026-11-23T18:00:00Z"));

        house.Apply($"calendars.holidays {{ dates = [ \"2026-12-24\", \"2027-06-01\" ] }}\n{Schedule}", "2026-11-23T20:00:00Z");

        Assert.Equal(["porch 2026-11-23.start Ordered"], house.Decide("2026-11-23T20:00:00Z"));
        Assert.Equal("", house.Wanted("porch"));
        Assert.Equal(["porch 2026-11-23.end NotBegun"], house.Decide("2026-11-23T23:00:00Z"));
        Assert.Equal(["porch 2026-11-24.start on"], house.Decide("2026-11-24T18:00:00Z"));
    }

    [Theory]
    [InlineData("2027-05-01", "2026-11-23.end")]
    [InlineData("2026-11-23", "2026-11-22.end")] // today's begins again this evening: its key is not spent
    public void A_window_that_runs_ends_where_its_calendar_leaves_out_all_days_so_far(string day, string ended)
    {
        var house = new ScheduledHouse("schedules { porch { from = \"08:00\", until = \"20:00\", on = porch } }");
        Assert.Equal("on schedule", house.Wanted("porch"));

        house.Apply($"calendars.later {{ dates = [ \"{day}\" ] }}\nschedules {{ porch {{ from = \"18:00\", until = \"20:00\", on = porch, only = later }} }}", "2026-11-23T09:30:00Z");

        Assert.Equal([$"porch {ended} off"], house.Decide("2026-11-23T09:30:00Z"));
        Assert.Equal("off schedule", house.Wanted("porch"));
        Assert.Equal(day[..4] == "2026", house.Decide("2026-11-23T18:00:00Z").Contains("porch 2026-11-23.start on", StringComparer.Ordinal));
    }
}
