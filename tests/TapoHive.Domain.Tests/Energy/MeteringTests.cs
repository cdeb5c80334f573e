using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Energy;

public sealed class MeteringTests
{
    private static readonly Mac Meter = Mac.Parse("00-00-5E-00-53-01");
    private static readonly Mac Successor = Mac.Parse("00-00-5E-00-53-02");
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 10, 12, 0);
    private static readonly Duration Pause = Duration.FromSeconds(15);

    /// <summary>Every how many minutes the count is shown anew, and what flows.</summary>
    public static TheoryData<int, int> SeldomCounts => new()
    {
        { 3, 60 }, { 3, 200 }, { 3, 1000 }, { 3, 2000 },
        { 5, 60 }, { 5, 200 }, { 5, 1000 }, { 5, 2000 },
        { 10, 60 }, { 10, 200 }, { 10, 1000 }, { 10, 2000 },
        { 60, 60 }, { 60, 200 }, { 60, 1000 }, { 60, 2000 },
    };

    [Fact]
    public void Between_two_looks_power_changes_evenly()
    {
        var step = After(Look(0, 100), Look(10, 200));
        var slice = Assert.Single(step.Slices);
        Assert.Equal(new EnergySlice(Start, Start + Duration.FromSeconds(10), new EnergyAmount(150_000 * 10), EnergySource.Measured), slice);
    }

    [Fact]
    public void A_relay_that_closed_in_between_is_counted_from_that_second_on()
    {
        var step = After(Look(0, 0), Look(10, 2000) with { OnSince = Start + Duration.FromSeconds(9) });
        Assert.Equal(2_000_000, Assert.Single(step.Slices).Energy.Millijoules);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void Three_looks_missed_are_a_gap_and_no_straight_line(int seconds, bool follows)
    {
        var step = After(Look(0, 100), Look(seconds, 100));
        Assert.Equal(follows ? 1 : 0, step.Slices.Length);
    }

    [Fact]
    public void A_gap_is_filled_from_the_plugs_own_count()
    {
        var step = After(Look(0, 100, month: 5_000), Look(7200, 100, month: 5_200));
        var slice = Assert.Single(step.Slices);
        Assert.Equal(EnergySource.Filled, slice.Source);
        Assert.Equal(200, slice.Energy.WattHours);
        Assert.Equal(new EnergyGap(Start, Start + Duration.FromHours(2), EnergyAmount.FromWattHours(200)), step.Gap);
    }

    [Fact]
    public void What_was_counted_before_the_gap_is_not_filled_in_again()
    {
        // Half a watt-hour was measured since the count was last seen to step.
        var state = Metering.Observe(null, Look(0, 120, month: 5_000)).State;
        state = Metering.Observe(state, Look(15, 120, month: 5_000)).State;
        var step = Metering.Observe(state, Look(3615, 120, month: 5_121));
        Assert.Equal(120.5, Assert.Single(step.Slices).Energy.WattHours, precision: 6);
    }

    [Fact]
    public void Nothing_is_filled_where_the_count_began_anew()
    {
        var step = After(Look(0, 100, month: 5_000), Look(7200, 100, month: 12));
        Assert.Empty(step.Slices);
        Assert.Null(step.Gap!.Filled);
    }

    [Fact]
    public void Nothing_is_filled_or_asked_where_another_device_measures()
    {
        var step = After(Look(0, 100, month: 5_000), Look(7200, 100, month: 5_200) with { Device = Successor });
        Assert.Empty(step.Slices);
        Assert.Null(step.Gap);
        Assert.Equal(Successor, step.State.Last.Device);
    }

    [Fact]
    public void Nothing_is_filled_or_asked_where_the_plugs_clock_was_set()
    {
        var before = Look(0, 100, month: 5_000) with { PlugTime = new LocalDateTime(2000, 1, 1, 0, 10) };
        var after = Look(7200, 100, month: 5_200) with { PlugTime = new LocalDateTime(2026, 3, 10, 14, 0) };
        var step = After(before, after);
        Assert.Empty(step.Slices);
        Assert.Null(step.Gap);
    }

    [Fact]
    public void A_clock_that_is_wrong_and_runs_on_counts_as_well_as_any()
    {
        var before = Look(0, 100, month: 5_000) with { PlugTime = new LocalDateTime(2000, 1, 1, 0, 10) };
        var after = Look(7200, 100, month: 5_200) with { PlugTime = new LocalDateTime(2000, 1, 1, 2, 10) };
        Assert.Equal(200, Assert.Single(After(before, after).Slices).Energy.WattHours);
    }

    [Theory]
    [InlineData("2026-03-31T23:59:50", "2026-04-01T01:59:50", null)]
    [InlineData("2026-03-30T23:59:50", "2026-03-31T01:59:50", 200)]
    public void A_month_that_ended_in_a_gap_ends_what_the_count_tells(string before, string after, int? wattHours)
    {
        var pattern = NodaTime.Text.LocalDateTimePattern.ExtendedIso;
        var step = After(
            Look(0, 100, month: 5_000) with { PlugTime = pattern.Parse(before).Value },
            Look(7200, 100, month: 5_200) with { PlugTime = pattern.Parse(after).Value });
        Assert.Equal(wattHours, step.Slices.Select(static slice => (int?)slice.Energy.WattHours).FirstOrDefault());
    }

    [Fact]
    public void A_count_that_no_socket_could_have_carried_fills_no_gap()
    {
        var step = After(Look(0, 100, month: 5_000), Look(7200, 100, month: 90_000));
        Assert.Empty(step.Slices);
        Assert.Null(step.Gap!.Filled);
    }

    [Theory]
    [InlineData("2026-03-10T12:00:00Z", 200)]
    [InlineData("2026-02-28T23:00:00Z", null)]
    [InlineData("2026-02-28T12:00:00Z", null)]
    [InlineData("2026-03-01T08:00:00Z", null)]
    public void A_plug_that_tells_no_clock_may_have_begun_its_month_wherever_it_is(string before, int? wattHours)
    {
        var at = NodaTime.Text.InstantPattern.General.Parse(before).Value;
        var step = After(Look(0, 100, month: 5_000) with { At = at }, Look(0, 100, month: 5_200) with { At = at + Duration.FromHours(2) });
        Assert.Equal(wattHours, step.Slices.Select(static slice => (int?)slice.Energy.WattHours).FirstOrDefault());
    }

    [Fact]
    public void A_clock_that_was_set_back_begins_anew_and_counts_nothing_twice()
    {
        var step = After(Look(3600, 100), Look(0, 100));
        Assert.Empty(step.Slices);
        Assert.Equal(Start, step.State.Last.At);
    }

    [Fact]
    public void Short_bursts_between_looks_are_found_in_the_count()
    {
        // 2 kW for the ten seconds after each look: never seen, and 5.6 Wh each time.
        var state = Metering.Observe(null, Look(0, 0, month: 100)).State;
        var sum = 0.0;
        var truth = 0.0;
        for (var i = 1; i <= 400; i++)
        {
            truth += 2000 * 10 / 3600.0;
            var step = Metering.Observe(state, Look(i * 15, 0, month: 100 + (int)truth));
            sum += step.Slices.Sum(static slice => slice.Energy.WattHours);
            state = step.State;
        }

        Assert.InRange(sum, truth - 2, truth + 2);
    }

    [Fact]
    public void A_count_that_comes_late_takes_nothing_away()
    {
        // The plug shows what it counted a minute ago.
        var state = Metering.Observe(null, Look(0, 3000, month: 0)).State;
        var sum = 0.0;
        for (var i = 1; i <= 240; i++)
        {
            var step = Metering.Observe(state, Look(i * 15, 3000, month: Math.Max(0, (int)(3000 * ((i * 15) - 60) / 3600.0))));
            var slice = Assert.Single(step.Slices);
            Assert.InRange(slice.Energy.WattHours, 12.4, 12.6);
            sum += slice.Energy.WattHours;
            state = step.State;
        }

        Assert.Equal(3000, sum, precision: 3);
    }

    [Theory]
    [MemberData(nameof(SeldomCounts))]
    public void A_count_that_moves_seldom_adds_nothing_to_what_was_looked_at(int minutes, int watts)
    {
        // For a day, up to the look right after it moved.
        var (sum, state) = (0.0, Metering.Observe(null, Look(0, watts, month: 0)).State);
        for (var second = 15; second <= 24 * 3600; second += 15)
        {
            var moved = second / (minutes * 60) * minutes * 60;
            var step = Metering.Observe(state, Look(second, watts, month: watts * moved / 3600));
            sum += step.Slices.Sum(static slice => slice.Energy.WattHours);
            state = step.State;
        }

        Assert.InRange(sum / (watts * 24), 0.99, 1.01);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    public void A_load_that_comes_and_goes_is_counted_once_however_seldom_the_count_moves(int minutes)
    {
        // 2 kW for seven minutes of every twenty.
        static double Truth(int second) => 2000 * (((second / 1200) * 420) + Math.Min(second % 1200, 420)) / 3600.0;
        var (sum, state) = (0.0, Metering.Observe(null, Look(0, 2000, month: 0)).State);
        for (var second = 15; second <= 24 * 3600; second += 15)
        {
            var step = Metering.Observe(state, Look(second, second % 1200 < 420 ? 2000 : 0, month: (int)Truth(second / (minutes * 60) * minutes * 60)));
            sum += step.Slices.Sum(static slice => slice.Energy.WattHours);
            state = step.State;
        }

        Assert.InRange(sum / Truth(24 * 3600), 0.99, 1.01);
    }

    [Fact]
    public void A_count_that_stood_still_for_an_hour_and_goes_on_from_there_takes_nothing_away()
    {
        var (sum, state) = (0.0, Metering.Observe(null, Look(0, 1000, month: 77)).State);
        for (var second = 15; second <= 7200; second += 15)
        {
            var step = Metering.Observe(state, Look(second, 1000, month: 77 + (Math.Max(0, second - 3600) * 1000 / 3600)));
            sum += step.Slices.Sum(static slice => slice.Energy.WattHours);
            state = step.State;
        }

        Assert.InRange(sum, 1985, 2000.001);
    }

    [Fact]
    public void A_gap_while_the_count_stood_still_is_filled_with_what_was_not_looked_at()
    {
        // The count is shown anew once an hour; nobody looks between the 50th and the 70th minute.
        var (filled, sum, state) = (0.0, 0.0, Metering.Observe(null, Look(0, 1000, month: 0)).State);
        foreach (var second in Enumerable.Range(1, 480).Select(static look => look * 15).Where(static second => second is <= 3000 or >= 4200))
        {
            var step = Metering.Observe(state, Look(second, 1000, month: second / 3600 * 1000));
            filled += step.Slices.Where(static slice => slice.Source == EnergySource.Filled).Sum(static slice => slice.Energy.WattHours);
            sum += step.Slices.Sum(static slice => slice.Energy.WattHours);
            state = step.State;
        }

        Assert.Equal(166.7, filled, tolerance: 1);
        Assert.InRange(sum, 1985, 2001);
    }

    [Fact]
    public void A_count_that_stands_still_while_power_flows_is_not_believed()
    {
        var (sum, state) = (0.0, Metering.Observe(null, Look(0, 1000, month: 77)).State);
        for (var i = 1; i <= 240; i++)
        {
            var step = Metering.Observe(state, Look(i * 15, 1000, month: 77));
            sum += step.Slices.Sum(static slice => slice.Energy.WattHours);
            state = step.State;
        }

        Assert.InRange(sum, 985, 1000.001);
    }

    [Fact]
    public void A_count_that_leaps_further_than_any_outlet_carries_is_not_believed()
    {
        var step = After(Look(0, 100, month: 5_000), Look(15, 100, month: 9_000));
        Assert.Equal(0.4167, Assert.Single(step.Slices).Energy.WattHours, precision: 3);
    }

    private static MeterStep After(EnergySample first, EnergySample second) => Metering.Observe(Metering.Observe(null, first).State, second);

    private static EnergySample Look(int second, double watts, int? month = null) => new(
        Meter, Start + Duration.FromSeconds(second), Pause, new Power((long)(watts * 1000)), Month: month is { } count ? new ElectricEnergy(count) : null);
}
