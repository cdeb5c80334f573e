using NodaTime;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling.Tests;

/// <summary>A year of the example house, against figures that were reckoned without this program.</summary>
public sealed class ExampleHouseTests
{
    /// <summary>
    /// The lamp goes on twenty minutes before sunset (scene evening) and off at 23:00 and that day's spread (the end of porch, whose start
    /// finds it on). From sunset to 23:00 over 2027 it is 1543.2516 h (PyEphem 4.1.4: latitude 51.48, longitude -0.61, pressure 0, horizon
    /// -0:34); the spreads of up to ten minutes come to 112,634 s (Python's hashlib: SHA-256 of "hillside/porch/" and the date, its first
    /// eight bytes modulo 601); sunset is never so late that 23:00 would come before it.
    /// </summary>
    private const double LampHours = 1543.2516 + (365 * 20.0 / 60) + (SpreadSeconds / 3600.0);

    private const int SpreadSeconds = 112_634;

    private static readonly Simulation Year = Simulate();

    [Theory]
    [InlineData("lamp", LampHours, 0.5)] // the sun is right to a few seconds a day, on 365 days
    [InlineData("fridge", 365 * 24.0, 0)] // its base, and protected: nothing else means it
    [InlineData("heater", 0.0, 0)] // only ever switched off
    [InlineData("desk.strip-light", 0.0, 0)] // base off; tag.light and not room.office leaves it out
    public void Hours_on_are_what_an_independent_reckoning_gives(string outlet, double hours, double within) =>
        Assert.InRange(Year.Outlets.Single(found => found.Name.Value == outlet).On.TotalHours, hours - within - 1e-6, hours + within + 1e-6);

    /// <summary>2027 has 53 Fridays and 52 of every other day of the week.</summary>
    [Theory]
    [InlineData("dusk", 365, 0)]
    [InlineData("porch", 2 * 365, 0)]
    [InlineData("bedtime", 5 * 52, 0)] // Monday to Thursday, and Sunday
    [InlineData("away", (4 * 52) + 53 - 1, 1)] // Monday to Friday; 1 January is one of the holidays
    public void Each_schedule_fires_as_often_as_the_calendar_says(string schedule, int fired, int leftOut)
    {
        var firings = Year.Firings.Where(firing => firing.Schedule.Value == schedule).ToList();
        Assert.Equal((fired, leftOut), (firings.Count(firing => firing.Skipped is null), firings.Count(firing => firing.Skipped is not null)));
    }

    private static Simulation Simulate()
    {
        var read = HouseFile.ReadText(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "houses", "hillside.conf")), "/houses/hillside.conf", ScheduledHouseFile.Options with
        {
            Secrets = _ => SecretFileState.Guarded,
        });
        var zone = DateTimeZoneProviders.Tzdb["Europe/London"];
        return Simulator.Run(
            read.Definition!, QuartzCron.Instance, new LocalDate(2027, 1, 1).AtStartOfDayInZone(zone).ToInstant(), new LocalDate(2028, 1, 1).AtStartOfDayInZone(zone).ToInstant());
    }
}
