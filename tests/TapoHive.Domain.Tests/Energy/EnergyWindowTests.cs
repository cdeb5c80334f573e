using System.Collections.Immutable;
using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Energy;

namespace TapoHive.Domain.Tests.Energy;

public sealed class EnergyWindowTests
{
    private static readonly string[] Zones = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "America/Santiago", "UTC"];

    [Theory]
    [InlineData("Europe/London", 2026, 3, 29, 23)]
    [InlineData("Europe/London", 2026, 10, 25, 25)]
    [InlineData("Europe/London", 2026, 10, 26, 24)]
    [InlineData("Australia/Lord_Howe", 2026, 4, 5, 24.5)]
    public void A_day_is_as_long_as_the_clock_on_the_wall_says(string zone, int year, int month, int day, double hours)
    {
        var tz = DateTimeZoneProviders.Tzdb[zone];
        var start = tz.AtStartOfDay(new LocalDate(year, month, day)).ToInstant();
        Assert.Equal(Duration.FromHours(hours), EnergyWindows.NextStart(EnergyScale.Day, tz, start) - start);
    }

    [Fact]
    public void A_day_of_25_hours_has_25()
    {
        var tz = DateTimeZoneProviders.Tzdb["Europe/London"];
        var start = tz.AtStartOfDay(new LocalDate(2026, 10, 25)).ToInstant();
        Assert.Equal(25, EnergyWindows.Between(EnergyScale.Hour, tz, start, EnergyWindows.NextStart(EnergyScale.Day, tz, start), 100)!.Value.Length);
    }

    [Theory]
    [InlineData(2026, 4, 5, "00:00 01:00 01:30 02:00 03:00")]
    [InlineData(2026, 10, 4, "00:00 01:00 02:30 03:00 04:00")]
    public void Where_a_clock_is_set_by_half_an_hour_an_hour_is_cut_short(int year, int month, int day, string starts)
    {
        var tz = DateTimeZoneProviders.Tzdb["Australia/Lord_Howe"];
        var start = tz.AtStartOfDay(new LocalDate(year, month, day)).ToInstant();
        var hours = EnergyWindows.Between(EnergyScale.Hour, tz, start, EnergyWindows.NextStart(EnergyScale.Day, tz, start), 100)!.Value;
        Assert.Equal(starts, string.Join(' ', hours.Take(5).Select(window => window.From.InZone(tz).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(Duration.FromMinutes(30), hours.Min(static window => window.To - window.From));
    }

    [Property(MaxTest = 300)]
    public void Windows_follow_each_other_and_cover_the_time(byte zone, ushort hour, byte scale, ushort minutes)
    {
        var tz = DateTimeZoneProviders.Tzdb[Zones[zone % Zones.Length]];
        var by = (EnergyScale)(scale % 5);
        var from = Instant.FromUtc(2023, 1, 1, 0, 0) + Duration.FromHours(hour);
        var to = from + Duration.FromMinutes(1 + (minutes % 4000));
        var windows = EnergyWindows.Between(by, tz, from, to, 5000)!.Value;
        Assert.Equal(from, windows[0].From);
        Assert.Equal(to, windows[^1].To);
        Assert.All(windows.Zip(windows.Skip(1)), static pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(windows, window => Assert.Equal(EnergyWindows.StartOf(by, tz, window.From), EnergyWindows.StartOf(by, tz, window.To - Duration.Epsilon)));
        Assert.All(windows.Skip(1), window => Assert.Equal(window.From, EnergyWindows.StartOf(by, tz, window.From)));
    }

    [Fact]
    public void More_windows_than_wanted_are_none() =>
        Assert.Null(EnergyWindows.Between(EnergyScale.Minute, DateTimeZone.Utc, Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0), 1000));

    [Property(MaxTest = 300)]
    public void Minutes_add_up_to_the_slice(ushort start, ushort length, long energy, bool filled)
    {
        var from = Instant.FromUnixTimeSeconds(start) + Duration.FromMilliseconds(start);
        var slice = new EnergySlice(from, from + Duration.FromMilliseconds(1 + (length * 7)), new EnergyAmount(energy % 1_000_000_000_000), filled ? EnergySource.Filled : EnergySource.Measured);
        var bins = MinuteBins.Of(slice).ToList();
        Assert.Equal(slice.Energy.Millijoules, bins.Sum(static bin => bin.Energy.Millijoules));
        var known = bins.Aggregate(Duration.Zero, static (sum, bin) => sum + bin.Measured + bin.Filled);
        Assert.Equal(slice.To - slice.From, known);
        Assert.All(bins, static bin => Assert.Equal(bin.From, MinuteBins.MinuteOf(bin.From)));
        Assert.Equal(bins.Count, bins.DistinctBy(static bin => bin.From).Count());
    }

    [Fact]
    public void A_window_without_looks_is_unknown_and_not_zero()
    {
        var windows = EnergyWindows.Between(EnergyScale.Hour, DateTimeZone.Utc, Hour(0), Hour(4), 10)!.Value;
        var points = EnergyPoints.Of(windows, [Bin(0, 60, 0), Bin(1, 30, 0), Bin(3, 30, 30)], null, DateTimeZone.Utc);
        Assert.Equal([true, false, false, false], points.Select(static point => point.IsComplete));
        Assert.Equal([100, 100, null, 100], points.Select(static point => point.Energy?.WattHours));
        Assert.Equal([0, 30, 60, 0], points.Select(static point => (int)point.Unknown.TotalMinutes));
    }

    [Fact]
    public void Together_outlets_are_measured_as_far_as_all_of_them_are()
    {
        var windows = EnergyWindows.Between(EnergyScale.Hour, DateTimeZone.Utc, Hour(0), Hour(2), 10)!.Value;
        var one = EnergyPoints.Of(windows, [Bin(0, 60, 0), Bin(1, 60, 0)], null, DateTimeZone.Utc);
        var other = EnergyPoints.Of(windows, [Bin(1, 60, 0)], null, DateTimeZone.Utc);
        var together = EnergyPoints.Together([one, other]);
        Assert.Equal([false, true], together.Select(static point => point.IsComplete));
        Assert.Equal([100, 200], together.Select(static point => point.Energy?.WattHours));
    }

    [Fact]
    public void Together_an_outlet_that_was_looked_at_some_seconds_before_another_misses_nothing()
    {
        var earlier = EnergyPoints.Of([new EnergyWindow(Hour(0), Hour(1) - Duration.FromSeconds(9))], [Bin(0, 60, 0)], null, DateTimeZone.Utc);
        var later = EnergyPoints.Of([new EnergyWindow(Hour(0), Hour(1))], [Bin(0, 45, 15)], null, DateTimeZone.Utc);
        var together = Assert.Single(EnergyPoints.Together([earlier, later]));
        Assert.Equal((Hour(1), Duration.Zero, Duration.FromMinutes(15)), (together.Window.To, together.Unknown, together.Filled));
        Assert.True(Assert.Single(EnergyPoints.Together([earlier, earlier])).IsComplete);
    }

    private static Instant Hour(int hour) => Instant.FromUtc(2026, 3, 10, hour, 0);

    private static EnergyBin Bin(int hour, int measured, int filled) =>
        new(Hour(hour), EnergyAmount.FromWattHours(100), Duration.FromMinutes(measured), Duration.FromMinutes(filled));
}
