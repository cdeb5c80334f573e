using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Energy;

namespace TapoHive.Daemon.Tests.Energy;

/// <summary>Can a person trust the figures, whatever happens in a month?</summary>
public sealed class MonthOfEnergy : IDisposable
{
    private const int Days = 31;
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-month-").FullName;

    // March has a day of 23 hours, October one of 25.
    [Theory]
    [InlineData(3, 1)]
    [InlineData(10, 2)]
    public async Task Each_day_is_right_and_only_outages_are_marked(int month, int seed)
    {
        using var life = new MeteredMonth(Path.Combine(_folder, "telemetry.db"), London, new LocalDate(2026, month, 1), seed);
        var (start, end) = (life.Start, EnergyWindows.StartOf(EnergyScale.Day, London, life.Start + Duration.FromHours(31.5 * 24)));
        life.Outage(4, 2, 10, Duration.FromHours(5.5));
        life.At(8, 15, 0, life.LoseClock);
        life.At(8, 21, 0, life.SetClock);
        life.Outage(11, 20, 3, Duration.FromHours(13));
        life.At(15, 11, 0, life.ClearMeter);
        life.At(21, 13, 58, life.Rest);
        life.Outage(21, 14, 2, Duration.FromMinutes(3));
        life.At(21, 14, 3, life.Swap);
        life.Outage(25, 0, 20, Duration.FromHours(2));
        life.Outage(29, 0, 20, Duration.FromHours(2));

        await life.LiveAsync(Days);

        var days = EnergyWindows.Between(EnergyScale.Day, London, start, end, 100)!.Value;
        var points = EnergyPoints.Of(days, await life.ReadAsync(start, end, EnergyGrain.Day), null, London);
        Assert.Equal(Days, points.Length);
        var told = points.Zip(life.Truth, static (point, truth) => (Point: point, Truth: truth)).ToList();
        Assert.Empty(told.Where(static day => Math.Abs(day.Point.Energy!.Value.WattHours - day.Truth) > day.Truth * 0.005).Select(Told));
        Assert.Empty(told.Where(day => life.Dark.Any(dark => Overlaps(dark, day.Point.Window)) == day.Point.IsComplete).Select(Told));

        // The same of hours and quarters, which days are made of.
        foreach (var scale in new[] { EnergyScale.Hour, EnergyScale.Quarter })
        {
            var windows = EnergyWindows.Between(scale, London, start, end, 5_000)!.Value;
            var fine = EnergyPoints.Of(windows, await life.ReadAsync(start, end, EnergyGrain.Quarter), null, London);
            Assert.Equal(points.Sum(static point => point.Energy!.Value.Millijoules), fine.Sum(static point => point.Energy?.Millijoules ?? 0));
            Assert.All(fine, point => Assert.Equal(!life.Dark.Any(dark => Overlaps(dark, point.Window)), point.IsComplete));
        }

        // Quarter by quarter against the clock on the wall: 31 days less or plus an hour.
        Assert.Equal(month == 3 ? (Days * 24) - 1 : (Days * 24) + 1, EnergyWindows.Between(EnergyScale.Hour, London, start, end, 5_000)!.Value.Length);
        Assert.Equal(4, life.Questions);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Told((EnergyPoint Point, double Truth) day) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{day.Point.Window.From.InZone(London).Date:uuuu-MM-dd}: {day.Point.Energy?.WattHours:0.0} of {day.Truth:0.0} Wh, filled {day.Point.Filled}, unknown {day.Point.Unknown}");

    private static bool Overlaps((Instant From, Instant To) dark, EnergyWindow window) => dark.From < window.To && dark.To > window.From;
}
