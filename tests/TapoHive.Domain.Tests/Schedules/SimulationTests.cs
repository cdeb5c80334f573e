using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plans;
using TapoHive.Domain.Schedules;
using static TapoHive.Domain.Tests.Schedules.ScheduledHouse;

namespace TapoHive.Domain.Tests.Schedules;

public sealed class SimulationTests
{
    private const string PorchAndLamp = "porch { from = \"18:00\", until = \"23:00\", on = porch }, lamp { from = \"21:00\", until = \"22:00\", on = lamp }";

    /// <summary>Hours on over 2027 in Europe/London. The sun's figure was summed up from PyEphem 4.1.4 (latitude 51.48, longitude -0.61,
    /// pressure 0, horizon -0:34); the others are arithmetic: the clocks are changed between 00:30 and 07:00, once each way.</summary>
    public static TheoryData<string, double, double> Hours => new()
    {
        { "from = \"18:00\", until = \"23:00\", on = porch", 5 * 365, 0 },
        { "from = \"00:30\", until = \"03:30\", on = porch", (3 * 365) - 1 + 1, 0 },
        { "from = \"23:00\", until = \"07:00\", on = porch", 8 * 365, 0 },
        { "from = \"18:00\", until = \"23:00\", on = porch, days = [ sat, sun ]", 5 * 104, 0 },
        { "from = sunset, until = \"23:00\", on = porch", 1543.2516, 365 * 2.0 / 60 },
    };

    [Theory]
    [MemberData(nameof(Hours))]
    public void Hours_on_over_a_year_are_what_an_independent_reckoning_gives(string schedule, double hours, double within)
    {
        var year = Year(schedule);
        Assert.InRange(Outlet(year, "porch").On.TotalHours, hours - within - 1e-6, hours + within + 1e-6);
        Assert.Equal(Duration.Zero, Outlet(year, "lamp").On);
    }

    [Fact]
    public void What_a_day_looks_like()
    {
        var simulation = Simulator.Run(
            Define("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch }, night { at = \"22:00\", off = all }, iron { every = 7h, off = heater } }"),
            NoCron.Instance, At("2026-11-23T12:00:00Z"), At("2026-11-24T12:00:00Z"));

        Assert.Equal(
            ["2026-11-23T18:00:00Z on schedule:porch", "2026-11-23T22:00:00Z off schedule:night"],
            Outlet(simulation, "porch").Changes.Select(change => $"{change.At} {change.To.Word()} {change.Because}"));
        Assert.Equal(Duration.FromHours(4), Outlet(simulation, "porch").On);
        Assert.Equal(
            ["porch 2026-11-23.start", "iron 2026-11-23T19:00:00Z", "night 2026-11-23", "porch 2026-11-23.end", "iron 2026-11-24T02:00:00Z", "iron 2026-11-24T09:00:00Z"],
            simulation.Firings.Select(firing => $"{firing.Schedule} {firing.Key}"));
    }

    [Fact]
    public void Schedules_of_two_minds_are_named_with_the_one_that_wins()
    {
        var simulation = Simulator.Run(
            Define("schedules { porch { from = \"18:00\", until = \"23:00\", on = porch }, night { at = \"22:00\", off = all }, a { at = \"06:00\", on = lamp }, b { at = \"06:00\", off = lamp } }"),
            NoCron.Instance, At("2026-11-23T12:00:00Z"), At("2026-11-26T12:00:00Z"));

        Assert.Equal(
            [
                "night switches porch off while the window of porch runs; night wins until one of them is due again",
                "a and b are due at the same moment and want opposite things of lamp; b wins: off",
            ],
            simulation.Conflicts.Select(conflict => conflict.Words));
        Assert.Equal(3, simulation.Conflicts[0].Times);
    }

    [Fact]
    public void Changed_clocks_and_polar_days_are_told()
    {
        var year = Year("at = \"01:30\", on = porch");
        Assert.Equal(
            ["2027-03-28 the clocks skip 01:30 on this day: right after the gap", "2027-10-31 01:30 comes twice on this day: the first time"],
            year.Oddities.Select(oddity => $"{NodaTime.Text.LocalDatePattern.Iso.Format(oddity.Date)} {oddity.Words}"));
    }

    [Fact]
    public void A_changed_file_adds_moves_and_removes_firings()
    {
        var now = At("2026-11-23T12:00:00Z");
        var before = new ScheduledHouse("schedules { a { at = \"18:00\", on = lamp }, b { at = \"19:00\", on = lamp }, same { every = 5h, on = lamp } }", "2026-11-23T09:00:00Z").State;
        var after = Define("schedules { a { at = \"18:30\", on = lamp }, c { at = \"20:00\", on = lamp }, same { every = 5h, on = lamp } }");

        Assert.Equal(
            ["a Move 2026-11-23T18:30:00Z", "b Remove 2026-11-23T19:00:00Z", "c Add 2026-11-23T20:00:00Z"],
            FiringChanges.Between(before, after, NoCron.Instance, now, 1).Select(change => $"{change.Schedule} {change.Kind} {change.At}"));
    }

    /// <summary>A file at 20:00 instead of one with two windows, porch from 18:00 until 23:00 and lamp from 21:00 until 22:00; what begins at once.</summary>
    public static TheoryData<string, string[]> Files => new()
    {
        { $"{PorchAndLamp}, heater {{ from = \"19:00\", until = \"20:30\", on = heater }}", ["heater"] },
        { $"{PorchAndLamp}, heater {{ from = \"20:01\", until = \"20:30\", on = heater }}", [] },
        { $"{PorchAndLamp}, heater {{ at = \"19:55\", on = heater }}", [] },
        { PorchAndLamp, [] },
        { PorchAndLamp.Replace("21:00", "19:00", StringComparison.Ordinal), ["lamp"] },
        { PorchAndLamp.Replace("23:00", "19:30", StringComparison.Ordinal), ["porch"] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_window_that_a_file_begins_or_ends_at_once_is_due_when_it_is_applied(string schedules, string[] begins)
    {
        var house = new ScheduledHouse($"schedules {{ {PorchAndLamp} }}");
        house.Decide("2026-11-23T18:00:00Z");
        var now = At("2026-11-23T20:00:00Z");
        var plan = HousePlan.Of(house.State, Define($"schedules {{ {schedules} }}"), now);

        Assert.Equal(
            begins.Select(name => new FiringChange(new ScheduleName(name), now, FiringChangeKind.Add)),
            FiringChanges.AtOnce(house.State, plan.After, NoCron.Instance, now));
    }

    [Fact]
    public void What_is_due_whether_a_file_is_applied_or_not_is_no_change_of_it()
    {
        var house = new ScheduledHouse($"schedules {{ {PorchAndLamp} }}");
        var now = At("2026-11-23T18:00:00Z");
        var plan = HousePlan.Of(house.State, Define($"schedules {{ {PorchAndLamp}, heater {{ from = \"17:00\", until = \"20:00\", on = heater }} }}"), now);

        Assert.Equal(["heater"], FiringChanges.AtOnce(house.State, plan.After, NoCron.Instance, now).Select(change => change.Schedule.Value));
    }

    [Theory]
    [InlineData("0 0 7 ? * MON-FRI", "at 07:00 from Monday to Friday")]
    [InlineData("0 30 22 * * ?", "at 22:30 every day")]
    [InlineData("0 0/15 * * * ?", "every 15 minutes every day")]
    [InlineData("0 0 7 ? * SAT,SUN", "at 07:00 on Saturday, Sunday")]
    [InlineData("0 0 0 L * ?", "at 00:00 on the last day of each month")]
    [InlineData("13 0 7 ? * 2#1", "by cron 13 0 7 ? * 2#1")]
    public void Cron_is_said_in_words(string expression, string words) => Assert.Equal(words, CronText.Words(expression));

    private static Simulation Year(string schedule)
    {
        var house = Define($"schedules {{ x {{ {schedule} }} }}", "Europe/London");
        return Simulator.Run(house, NoCron.Instance, At("2027-01-01T00:00:00Z"), At("2028-01-01T00:00:00Z"));
    }

    private static SimulatedOutlet Outlet(Simulation simulation, string name) => simulation.Outlets.Single(outlet => outlet.Name.Value == name);
}
