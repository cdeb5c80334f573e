using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Schedules.ScheduledHouse;

namespace TapoHive.Domain.Tests.Schedules;

/// <summary>What a house makes of its schedules: on time, late, after a night without the hive, against people and pauses.</summary>
public sealed class DecisionTests
{
    private const string Every = "schedules { iron { every = 4h, off = heater } }";

    private static readonly ScheduleName Porch = new("porch");

    /// <summary>The hive dies one second before 18:00 (or the schedule's own time) and is back so much later.</summary>
    public static TheoryData<string, string, string[]> Deaths => new()
    {
        { "at = \"18:00\", on = heater", "2026-11-23T18:00:10Z", ["x 2026-11-23 on"] },
        { "at = \"18:00\", on = heater", "2026-11-23T18:20:00Z", ["x 2026-11-23 Late"] },
        { "at = \"18:00\", on = heater", "2026-11-25T18:00:00Z", ["x 2026-11-23 Late", "x 2026-11-24 Late", "x 2026-11-25 on"] },
        { "at = \"18:00\", on = heater", "2026-11-25T17:59:59Z", ["x 2026-11-23 Late", "x 2026-11-24 Late"] },
        { "at = \"18:00\", on = heater, grace = 30m", "2026-11-23T18:20:00Z", ["x 2026-11-23 on"] },
        { "at = sunset, on = heater", "2026-11-23T16:10:00Z", ["x 2026-11-23 on"] },
        { "at = sunset, on = heater", "2026-11-23T16:30:00Z", ["x 2026-11-23 Late"] },
        { "at = \"2026-11-23T18:00\", on = heater", "2026-11-23T18:00:10Z", ["x 2026-11-23 on"] },
        { "at = \"2026-11-23T18:00\", on = heater", "2026-11-25T18:00:00Z", ["x 2026-11-23 Late"] },
        { "every = 9h, off = heater", "2026-11-23T18:00:10Z", ["x 2026-11-23T18:00:00Z off"] },
        { "every = 9h, off = heater", "2026-11-23T18:20:00Z", ["x 2026-11-23T18:00:00Z Late"] },
        { "every = 9h, off = heater", "2026-11-24T12:00:05Z", ["x 2026-11-23T18:00:00Z Late", "x 2026-11-24T03:00:00Z Late", "x 2026-11-24T12:00:00Z off"] },
        { "from = \"18:00\", until = \"23:00\", on = heater", "2026-11-23T18:00:10Z", ["x 2026-11-23.start on"] },
        { "from = \"18:00\", until = \"23:00\", on = heater", "2026-11-23T18:20:00Z", ["x 2026-11-23.start on"] },
        { "from = \"18:00\", until = \"23:00\", on = heater", "2026-11-25T20:00:00Z", ["x 2026-11-23.start Superseded", "x 2026-11-23.end Superseded", "x 2026-11-24.start Superseded", "x 2026-11-24.end Superseded", "x 2026-11-25.start on"] },
        { "from = \"18:00\", until = \"23:00\", on = heater", "2026-11-24T08:00:00Z", ["x 2026-11-23.start Superseded", "x 2026-11-23.end off"] },
    };

    [Theory]
    [MemberData(nameof(Deaths))]
    public void After_a_death_each_kind_does_what_its_grace_or_window_says_once(string schedule, string back, string[] decisions)
    {
        var house = new ScheduledHouse($"schedules {{ x {{ {schedule} }} }}");
        Assert.Empty(house.Decide("2026-11-23T15:00:00Z"));

        Assert.Equal(decisions, house.Decide(back));
        Assert.Empty(house.Decide(back));
    }

    [Fact]
    public void Down_from_Monday_23_00_to_Wednesday_07_10_Tuesdays_is_skipped_and_Wednesdays_runs()
    {
        var house = new ScheduledHouse("schedules { morning { at = \"07:00\", on = heater } }");
        Assert.Empty(house.Decide("2026-11-23T23:00:00Z"));

        Assert.Equal(["morning 2026-11-24 Late", "morning 2026-11-25 on"], house.Decide("2026-11-25T07:10:00Z"));
        Assert.Equal("on schedule", house.Wanted("heater"));
    }

    [Fact]
    public void Window_to_23_00_off_all_at_22_00_restart_at_22_30_stays_off()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch }, night { at = \"22:00\", off = all } }");
        Assert.Equal(["porch 2026-11-23.start on"], house.Decide("2026-11-23T18:00:00Z"));
        Assert.Equal(["night 2026-11-23 off"], house.Decide("2026-11-23T22:00:00Z"));

        Assert.Empty(house.Decide("2026-11-23T22:30:00Z"));
        Assert.Equal("off schedule", house.Wanted("porch"));
    }

    [Fact]
    public void A_persons_off_inside_a_window_outlives_a_restart_too()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch } }");
        house.Decide("2026-11-23T18:00:00Z");
        house.Command(PowerState.Off, "2026-11-23T22:00:00Z", Holding.UntilNextOccurrence, "porch");

        Assert.Empty(house.Decide("2026-11-23T22:30:00Z"));
        Assert.Equal("off manual", house.Wanted("porch"));
    }

    [Fact]
    public void Of_what_was_missed_together_the_later_one_wins()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch }, night { at = \"22:00\", off = all, grace = 2h } }");

        Assert.Equal(["porch 2026-11-23.start on", "night 2026-11-23 off"], house.Decide("2026-11-23T22:30:00Z"));
        Assert.Equal("off schedule", house.Wanted("porch"));
    }

    [Fact]
    public void A_hold_ends_with_the_next_occurrence_even_of_equal_value()
    {
        var house = new ScheduledHouse("schedules { evening { at = \"18:00\", on = lamp }, night { at = \"23:00\", off = lamp } }");
        house.Command(PowerState.On, "2026-11-23T12:00:00Z", Holding.UntilNextOccurrence, "lamp");
        Assert.Equal("on manual", house.Wanted("lamp"));

        house.Decide("2026-11-23T18:00:00Z");
        Assert.Equal("on schedule", house.Wanted("lamp"));
        house.Decide("2026-11-23T23:00:00Z");
        Assert.Equal("off schedule", house.Wanted("lamp"));
    }

    [Fact]
    public void A_hold_outlives_a_skipped_occurrence_and_one_that_was_due_before_it()
    {
        var house = new ScheduledHouse("schedules { evening { at = \"18:00\", off = lamp } }");
        house.Command(PowerState.On, "2026-11-23T18:00:05Z", Holding.UntilNextOccurrence, "lamp");
        house.Decide("2026-11-23T18:00:10Z");
        Assert.Equal("on manual", house.Wanted("lamp"));

        house.Decide("2026-11-24T18:30:00Z");
        Assert.Equal("on manual", house.Wanted("lamp"));
    }

    [Fact]
    public void A_hold_until_released_stands_and_release_returns_to_what_the_schedule_wants_now()
    {
        var house = new ScheduledHouse("schedules { evening { at = \"18:00\", on = lamp }, night { at = \"23:00\", off = lamp } }");
        house.Decide("2026-11-23T18:00:00Z");
        house.Command(PowerState.On, "2026-11-23T20:00:00Z", Holding.UntilReleased, "lamp");
        house.Decide("2026-11-23T23:00:00Z");
        Assert.Equal("on manual", house.Wanted("lamp"));

        house.Release("2026-11-24T01:00:00Z", "lamp");
        Assert.Equal("off schedule", house.Wanted("lamp"));
    }

    [Fact]
    public void A_window_that_a_file_brings_while_it_runs_begins_at_once_and_one_that_is_over_touches_nothing()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"08:00\", until = \"10:00\", on = porch }, past { from = \"01:00\", until = \"02:00\", on = lamp } }");

        Assert.Equal("on schedule", house.Wanted("porch"));
        Assert.Equal("", house.Wanted("lamp"));
        Assert.Equal(["porch 2026-11-23.end off"], house.Decide("2026-11-23T10:00:00Z"));
    }

    [Fact]
    public void A_running_window_that_leaves_the_file_ends()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"08:00\", until = \"10:00\", on = porch } }");
        house.Apply("schedules { other { at = \"12:00\", on = lamp } }", "2026-11-23T09:30:00Z");
        Assert.Equal("off schedule", house.Wanted("porch"));
    }

    [Fact]
    public void A_running_window_that_is_disabled_ends()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"08:00\", until = \"10:00\", on = porch } }");
        house.Apply("schedules { porch { from = \"08:00\", until = \"10:00\", on = porch, enabled = no } }", "2026-11-23T09:30:00Z");
        Assert.Equal("off schedule", house.Wanted("porch"));
        Assert.Empty(house.Decide("2026-11-23T10:00:00Z"));
    }

    [Fact]
    public void A_running_window_whose_end_moves_to_the_past_ends_now()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"08:00\", until = \"10:00\", on = porch } }");
        house.Apply("schedules { porch { from = \"08:00\", until = \"09:15\", on = porch } }", "2026-11-23T09:30:00Z");
        Assert.Equal(["porch 2026-11-23.end off"], house.Decide("2026-11-23T09:30:00Z"));
    }

    [Fact]
    public void A_schedule_that_a_file_leaves_as_it_was_goes_on_as_if_nothing_had_been()
    {
        const string Window = "porch { from = \"08:00\", until = \"10:00\", on = porch }";
        var house = new ScheduledHouse($"schedules {{ {Window}, iron {{ every = 4h, off = heater }} }}");
        house.Command(PowerState.Off, "2026-11-23T09:10:00Z", Holding.UntilNextOccurrence, "porch");
        house.Apply($"schedules {{ {Window}, iron {{ every = 4h, off = heater }}, more {{ at = \"12:00\", on = lamp }} }}", "2026-11-23T09:30:00Z");

        Assert.Empty(house.Decide("2026-11-23T09:30:00Z"));
        Assert.Equal("off manual", house.Wanted("porch"));
        Assert.Equal(["porch 2026-11-23.end off"], house.Decide("2026-11-23T10:00:00Z"));
        Assert.Equal(["more 2026-11-23 on"], house.Decide("2026-11-23T12:00:00Z"));
        Assert.Equal(["iron 2026-11-23T13:00:00Z off"], house.Decide("2026-11-23T13:00:00Z"));
    }

    [Fact]
    public void A_paused_schedule_is_left_out_and_said_so()
    {
        var house = new ScheduledHouse("schedules { porch { at = \"18:00\", on = porch }, lamp { at = \"18:00\", on = lamp } }");
        house.Order(state => ScheduleCommand.Pause(state, Porch, [], At("2026-11-25T00:00:00Z"), Hillside.Anna, At("2026-11-23T12:00:00Z")));

        Assert.Equal(["lamp 2026-11-23 on", "porch 2026-11-23 Paused"], house.Decide("2026-11-23T18:00:00Z"));
        Assert.Equal(["lamp 2026-11-24 on", "porch 2026-11-24 Paused"], house.Decide("2026-11-24T18:00:00Z"));
        Assert.Equal(["SchedulesResumed"], house.Decide("2026-11-25T00:00:00Z"));
        Assert.Equal(["lamp 2026-11-25 on", "porch 2026-11-25 on"], house.Decide("2026-11-25T18:00:00Z"));
    }

    [Fact]
    public void A_pause_of_the_house_has_exceptions_and_lets_a_running_window_end()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch }, lamp { at = \"19:00\", on = lamp }, heater { at = \"19:00\", off = heater } }");
        house.Decide("2026-11-23T18:00:00Z");
        house.Order(state => ScheduleCommand.Pause(state, null, [new ScheduleName("heater")], null, Hillside.Anna, At("2026-11-23T18:30:00Z")));

        Assert.Equal(["heater 2026-11-23 off", "lamp 2026-11-23 Paused"], house.Decide("2026-11-23T19:00:00Z"));
        Assert.Equal(["porch 2026-11-23.end off"], house.Decide("2026-11-23T23:00:00Z"));
        Assert.Equal(["porch 2026-11-24.start Paused"], house.Decide("2026-11-24T18:00:00Z"));

        // Back in the middle of the window: the house is what it should be.
        house.Order(state => ScheduleCommand.Resume(state, null, Hillside.Anna, At("2026-11-24T20:00:00Z")));
        Assert.Contains("porch 2026-11-24.start on", house.Decide("2026-11-24T20:00:00Z"));
        Assert.Equal("on schedule", house.Wanted("porch"));
    }

    [Fact]
    public void A_window_that_a_pause_kept_from_beginning_has_no_end()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch } }");
        house.Command(PowerState.On, "2026-11-23T10:00:00Z", Holding.UntilNextOccurrence, "porch");
        house.Order(state => ScheduleCommand.Pause(state, Porch, [], null, Hillside.Anna, At("2026-11-23T12:00:00Z")));

        Assert.Equal(["porch 2026-11-23.start Paused"], house.Decide("2026-11-23T18:00:00Z"));
        Assert.Equal(["porch 2026-11-23.end NotBegun"], house.Decide("2026-11-23T23:00:00Z"));
        Assert.Equal("on manual", house.Wanted("porch"));
    }

    [Fact]
    public void A_pause_that_ended_while_the_hive_was_down_still_covers_what_was_due_in_it()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch } }");
        house.Order(state => ScheduleCommand.Pause(state, Porch, [], At("2026-11-24T12:00:00Z"), Hillside.Anna, At("2026-11-23T12:00:00Z")));

        Assert.Equal(
            ["porch 2026-11-23.start Paused", "porch 2026-11-23.end NotBegun", "SchedulesResumed", "porch 2026-11-24.start on"],
            house.Decide("2026-11-24T18:30:00Z"));
    }

    [Fact]
    public void Skip_leaves_out_the_next_occurrence_and_only_that()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch } }");
        house.Decide("2026-11-23T18:00:00Z");
        house.Order(state => ScheduleCommand.Skip(state, Porch, NoCron.Instance, Hillside.Anna, At("2026-11-23T20:00:00Z")));

        Assert.Equal(["porch 2026-11-23.end off"], house.Decide("2026-11-23T23:00:00Z"));
        Assert.Equal(["porch 2026-11-24.start Ordered"], house.Decide("2026-11-24T18:00:00Z"));
        Assert.Equal(["porch 2026-11-24.end NotBegun"], house.Decide("2026-11-24T23:00:00Z"));
        Assert.Equal(["porch 2026-11-25.start on"], house.Decide("2026-11-25T18:00:00Z"));
    }

    [Fact]
    public void All_but_some_is_for_the_whole_house()
    {
        var house = new ScheduledHouse("schedules { porch { at = \"18:00\", on = porch }, lamp { at = \"18:00\", on = lamp } }");
        var (happened, error) = ScheduleCommand.Pause(house.State, Porch, [new ScheduleName("lamp")], null, Hillside.Anna, At("2026-11-23T12:00:00Z"));
        Assert.Null(happened);
        Assert.Contains("--except", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Selectors_that_mean_nothing_are_a_reason_too()
    {
        var house = new ScheduledHouse("schedules { x { at = \"18:00\", on = model.P999 } }");
        Assert.Equal(["x 2026-11-23 NothingMatched"], house.Decide("2026-11-23T18:00:00Z"));
    }

    [Theory]
    [InlineData("2026-11-23T18:05:00Z", new[] { "night 2026-11-23 off" })] // minutes
    [InlineData("2026-11-24T02:00:00Z", new[] { "night 2026-11-23 Late" })] // hours
    [InlineData("2026-11-25T18:00:00Z", new[] { "night 2026-11-23 Late", "night 2026-11-24 Late", "night 2026-11-25 off" })] // days
    public void A_clock_that_jumps_ahead_is_a_hive_that_slept(string to, string[] decisions)
    {
        var house = new ScheduledHouse("schedules { night { at = \"18:00\", off = all } }");
        Assert.Equal(decisions, house.Decide(to));
    }

    [Fact]
    public void A_clock_that_jumps_ahead_by_years_decides_what_counts_and_lists_no_more_than_a_hundred()
    {
        var house = new ScheduledHouse("schedules { night { at = \"18:00\", off = all }, porch { from = \"18:00\", until = \"23:00\", on = porch } }");
        var decisions = house.Decide("2031-05-05T18:00:00Z");

        Assert.Contains("night 2031-05-05 off", decisions);
        Assert.Contains("porch 2031-05-05.start on", decisions);
        Assert.InRange(decisions.Length, 2, 2 * OccurrenceJudge.MostListed);
    }

    [Fact]
    public void A_clock_set_back_a_little_fires_nothing_twice()
    {
        var house = new ScheduledHouse("schedules { night { at = \"18:00\", off = all } }");
        Assert.Single(house.Decide("2026-11-23T18:00:00Z"));

        Assert.Empty(house.Decide("2026-11-23T17:30:00Z"));
        Assert.Empty(house.Decide("2026-11-23T18:00:00Z"));
        Assert.Equal(["night 2026-11-24 off"], house.Decide("2026-11-24T18:00:00Z"));
    }

    [Theory]
    [InlineData("2026-11-24T03:00:00Z")] // nine hours ahead
    [InlineData("2031-05-05T18:00:00Z")] // years ahead
    public void After_a_clock_that_was_far_ahead_is_set_right_everything_fires_at_its_time(string wrong)
    {
        var house = new ScheduledHouse("schedules { night { at = \"18:00\", off = all }, iron { every = 4h, off = heater } }");
        house.Decide(wrong);

        Assert.Equal(["ScheduleClockCorrected"], house.Decide("2026-11-23T12:00:00Z"));
        Assert.Equal(["night 2026-11-23 off"], house.Decide("2026-11-23T18:00:00Z").Where(words => words.StartsWith("night", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_window_begun_by_a_clock_that_was_ahead_ends_when_it_is_set_right()
    {
        var house = new ScheduledHouse("schedules { porch { from = \"20:00\", until = \"23:00\", on = porch } }");
        house.Decide("2026-11-23T21:00:00Z");
        Assert.Equal("on schedule", house.Wanted("porch"));

        house.Decide("2026-11-23T12:00:00Z");
        house.Decide("2026-11-23T12:00:01Z");
        Assert.NotEqual("on schedule", house.Wanted("porch"));
        house.Decide("2026-11-23T20:00:00Z");
        Assert.Equal("on schedule", house.Wanted("porch"));
    }

    [Fact]
    public void A_running_dated_window_that_moves_to_later_ends_now()
    {
        var house = new ScheduledHouse("schedules { feast { from = \"2026-12-24T17:00\", until = \"2026-12-26T09:00\", on = porch } }");
        house.Decide("2026-12-24T17:00:00Z");
        Assert.Equal("on schedule", house.Wanted("porch"));

        house.Apply("schedules { feast { from = \"2026-12-27T17:00\", until = \"2026-12-28T09:00\", on = porch } }", "2026-12-25T12:00:00Z");
        house.Decide("2026-12-25T12:00:00Z");
        Assert.NotEqual("on schedule", house.Wanted("porch"));
        house.Decide("2026-12-27T17:00:00Z");
        Assert.Equal("on schedule", house.Wanted("porch"));
        house.Decide("2026-12-28T09:00:00Z");
        Assert.NotEqual("on schedule", house.Wanted("porch"));
    }

    [Fact]
    public void A_skip_of_what_counts_from_no_whole_second_holds_once_it_was_written_down()
    {
        var at = At("2026-11-23T09:00:00Z") + NodaTime.Duration.FromMilliseconds(500);
        var times = new ScheduleTimes(ScheduledHouse.Define(Every), ScheduledHouse.Define(Every).Schedules!.Value[0], NoCron.Instance, at);
        var key = times.Next(at)!.Key;
        Assert.Equal(key, OccurrenceKey.FromText(key.ToString()));
    }

    [Fact]
    public void The_last_day_of_all_is_no_day_to_fall_over()
    {
        var house = ScheduledHouse.Define("schedules { night { at = \"2026-12-24T12:00\", off = all } }");
        var schedule = house.Schedules!.Value[0] with { When = new ScheduleTiming.At(Moment.FromText("9999-12-31T12:00")) };
        Assert.Null(new ScheduleTimes(house, schedule, NoCron.Instance, At("2026-11-23T09:00:00Z")).Next(At("2026-11-23T09:00:00Z")));
    }

    [Fact]
    public void A_house_applied_under_a_clock_far_ahead_does_not_sleep_for_years()
    {
        var house = new ScheduledHouse("schedules { night { at = \"18:00\", off = all } }", "2031-01-01T00:00:00Z");
        Assert.Equal(["ScheduleClockCorrected"], house.Decide("2026-11-23T12:00:00Z"));
        Assert.Equal(["night 2026-11-23 off"], house.Decide("2026-11-23T18:00:00Z"));
    }

    [Fact]
    public void Fire_does_now_what_a_schedule_does_beside_its_occurrences()
    {
        var house = new ScheduledHouse("schedules { night { at = \"18:00\", off = all } }");
        house.Order(state => ScheduleCommand.Fire(state, new ScheduleName("night"), Hillside.Anna, At("2026-11-23T12:00:00Z")));

        Assert.Equal("off schedule", house.Wanted("lamp"));
        Assert.Equal(["night 2026-11-23 off"], house.Decide("2026-11-23T18:00:00Z"));
    }

    [Fact]
    public void Three_hundred_schedules_of_one_moment_are_three_hundred_runs_each_once()
    {
        var house = new ScheduledHouse($"schedules {{ {string.Join('\n', Enumerable.Range(0, 300).Select(n => $"s{n} {{ at = \"18:00\", on = lamp }}"))} }}");
        var decisions = house.Decide("2026-11-23T18:00:00Z");

        Assert.Equal(300, decisions.Distinct().Count());
        Assert.All(decisions, words => Assert.EndsWith(" 2026-11-23 on", words, StringComparison.Ordinal));
        Assert.Empty(house.Decide("2026-11-23T18:00:30Z"));
    }
}
