using NodaTime;
using TapoHive.Domain.Energy;

namespace TapoHive.Domain.Tests.Energy;

public sealed class GapFillingTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 10, 12, 0);

    [Fact]
    public void A_record_says_when_it_flowed_and_the_count_how_much()
    {
        var gap = new EnergyGap(Noon, Noon + Duration.FromHours(3), EnergyAmount.FromWattHours(301));
        var slices = GapFilling.Of(gap, Hours(Noon, 100, 0, 200));
        Assert.All(slices, static slice => Assert.Equal(EnergySource.Correction, slice.Source));
        Assert.Equal([-301, 301 / 3.0, 0, 602 / 3.0], slices.Select(static slice => slice.Energy.WattHours), (expected, actual) => Math.Abs(expected - actual) < 0.001);
        Assert.Equal(0, slices.Sum(static slice => slice.Energy.Millijoules));
    }

    [Fact]
    public void A_record_with_holes_does_not_move_what_the_count_told()
    {
        var gap = new EnergyGap(Noon, Noon + Duration.FromHours(3), EnergyAmount.FromWattHours(300));
        Assert.Empty(GapFilling.Of(gap, Hours(Noon, 100, null, 200)));
        Assert.Empty(GapFilling.Of(gap, Hours(Noon, 0, 0, 0)));
    }

    [Fact]
    public void Where_the_count_tells_nothing_the_record_does()
    {
        var gap = new EnergyGap(Noon + Duration.FromMinutes(30), Noon + Duration.FromHours(3), null);
        var slices = GapFilling.Of(gap, Hours(Noon, 100, null, 60));
        Assert.Equal([50.0, 60.0], slices.Select(static slice => slice.Energy.WattHours));
        Assert.Equal([Noon + Duration.FromMinutes(30), Noon + Duration.FromHours(2)], slices.Select(static slice => slice.From));
        Assert.All(slices, static slice => Assert.Equal(EnergySource.Filled, slice.Source));
    }

    [Fact]
    public void An_hour_that_is_not_over_counts_for_the_time_that_has_passed()
    {
        var gap = new EnergyGap(Noon, Noon + Duration.FromMinutes(30), null);
        var series = new EnergySeries(Noon, Duration.FromHours(1), [EnergyAmount.FromWattHours(40)], Noon + Duration.FromMinutes(40));
        Assert.Equal(30, Assert.Single(GapFilling.Of(gap, series)).Energy.WattHours, precision: 6);
    }

    private static EnergySeries Hours(Instant from, params int?[] wattHours) => new(
        from, Duration.FromHours(1), [.. wattHours.Select(static hour => hour is { } known ? EnergyAmount.FromWattHours(known) : (EnergyAmount?)null)], from + Duration.FromDays(1));
}
