using System.Globalization;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Projections;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Tests.Projections;

public sealed class OfEnergy
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly HouseView View = SampleHouse.View("hillside", "fridge", "lamp");
    private static readonly Tariff Night = new("GBP", 0.3m, [new TariffTime("night", 0.1m, new LocalTime(23, 30), new LocalTime(5, 30))]);

    [Theory]
    [InlineData(EnergySpan.Today, null, null, null, EnergyScale.Hour, "2026-11-23T00:00", EnergyGrain.Quarter)]
    [InlineData(EnergySpan.Week, null, null, null, EnergyScale.Day, "2026-11-23T00:00", EnergyGrain.Day)]
    [InlineData(EnergySpan.Month, null, null, null, EnergyScale.Day, "2026-11-01T00:00", EnergyGrain.Day)]
    [InlineData(EnergySpan.Since, "2026-11-16T12:00:00Z", null, null, EnergyScale.Day, "2026-11-16T00:00", EnergyGrain.Day)]
    [InlineData(EnergySpan.Since, "2026-11-23T11:30:30Z", null, null, EnergyScale.Minute, "2026-11-23T11:30", EnergyGrain.Minute)]
    [InlineData(EnergySpan.Between, "2026-09-24T10:07", "2026-09-24T12:00", null, EnergyScale.Quarter, "2026-09-24T10:00", EnergyGrain.Quarter)]
    [InlineData(EnergySpan.Between, "2026-11-22T11:50", "2026-11-22T13:00", null, EnergyScale.Quarter, "2026-11-22T11:45", EnergyGrain.Quarter)]
    [InlineData(EnergySpan.Between, "2026-11-22T12:10", "2026-11-22T13:00", null, EnergyScale.Minute, "2026-11-22T12:10", EnergyGrain.Minute)]
    [InlineData(EnergySpan.Between, "2026-11-20T10:07", "2026-11-20T18:20", EnergyScale.Day, EnergyScale.Day, "2026-11-20T10:00", EnergyGrain.Quarter)]
    [InlineData(EnergySpan.Between, "2026-11-20", "2026-11-22", EnergyScale.Day, EnergyScale.Day, "2026-11-20T00:00", EnergyGrain.Day)]
    public void A_time_is_cut_into_what_suits_it(EnergySpan span, string? since, string? until, EnergyScale? asked, EnergyScale by, string from, EnergyGrain grain)
    {
        var (question, objection) = EnergyQuestion.Of(new EnergyRequest(1, [], span, since, until, asked), London, null, SampleHouse.Now, 10_000);
        Assert.Null(objection);
        Assert.Equal((by, grain), (question!.By, question.Grain));
        Assert.Equal(from, question.Windows[0].From.InZone(London).ToString("uuuu-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Prices_by_the_time_of_day_need_quarters() => Assert.Equal(
        EnergyGrain.Quarter, EnergyQuestion.Of(new EnergyRequest(1, [], EnergySpan.Week), London, Night, SampleHouse.Now, 100).Question!.Grain);

    [Theory]
    [InlineData(EnergySpan.Between, "2026-11-20", "2026-11-19", "is empty")]
    [InlineData(EnergySpan.Between, "2027-11-20", null, "is empty")]
    [InlineData(EnergySpan.Between, "soon", null, "'soon' is no moment")]
    [InlineData(EnergySpan.Since, "2016-11-20", null, "more than 50 figures")]
    public void What_makes_no_sense_is_refused_in_words(EnergySpan span, string since, string? until, string words) => Assert.Contains(
        words, EnergyQuestion.Of(new EnergyRequest(1, [], span, since, until, EnergyScale.Day), London, null, SampleHouse.Now, 50).Objection, StringComparison.Ordinal);

    [Fact]
    public void The_window_that_is_not_over_ends_with_the_last_look()
    {
        var question = EnergyQuestion.Of(new EnergyRequest(1, [], EnergySpan.Since, "2026-11-23T11:00:00Z", By: EnergyScale.Hour), London, null, SampleHouse.Now + Duration.FromMinutes(30), 100).Question!;
        var now = SampleHouse.Now + Duration.FromMinutes(30);
        var outlet = EnergyProjection.Of(View, Told(0, now - Duration.FromSeconds(10), Bin(11, 0, 60, 90), Bin(12, 0, 29 + (50 / 60.0), 40)), question, null, London, now).Report;
        Assert.Equal([now - Duration.FromMinutes(30), now - Duration.FromSeconds(10)], outlet.Points.Select(static point => point.To));
        Assert.True(outlet.Complete);
        Assert.Equal((130, 60.5, 10), (outlet.WattHours, outlet.NowWatts, outlet.LookAgeSeconds));
    }

    [Fact]
    public void A_window_that_ended_since_the_last_look_misses_nothing_and_the_next_one_has_nothing_to_tell()
    {
        var now = SampleHouse.Now + Duration.FromSeconds(4);
        var question = EnergyQuestion.Of(new EnergyRequest(1, [], EnergySpan.Since, "2026-11-23T11:00:00Z", By: EnergyScale.Hour), London, null, now, 100).Question!;
        Assert.Equal(2, question.Windows.Length);
        var look = SampleHouse.Now - Duration.FromSeconds(8);
        var outlet = EnergyProjection.Of(View, Told(0, look, Bin(11, 0, 60 - (8 / 60.0), 90)), question, null, London, now).Report;
        Assert.Equal(look, Assert.Single(outlet.Points).To);
        Assert.True(outlet.Complete);
    }

    [Fact]
    public void An_outlet_that_was_not_looked_at_lately_flows_nobody_knows_how_much()
    {
        var now = SampleHouse.Now + Duration.FromMinutes(30);
        var question = EnergyQuestion.Of(new EnergyRequest(1, [], EnergySpan.Since, "2026-11-23T11:00:00Z", By: EnergyScale.Hour), London, null, now, 100).Question!;
        var outlet = EnergyProjection.Of(View, Told(0, now - Duration.FromMinutes(29), Bin(11, 0, 60, 90), Bin(12, 0, 1, 2)), question, null, London, now).Report;
        Assert.Null(outlet.NowWatts);
        Assert.Equal([true, false], outlet.Points.Select(static point => point.Complete));
        Assert.Equal(29 * 60, outlet.Points[1].UnknownSeconds);
    }

    [Fact]
    public void Rooms_and_tags_put_outlets_together_at_their_costs()
    {
        var question = EnergyQuestion.Of(new EnergyRequest(1, [], EnergySpan.Between, "2026-11-22T23:00", "2026-11-23T00:00", EnergyScale.Hour), London, Night, SampleHouse.Now, 100).Question!;
        var outlets = Enumerable.Range(0, 2).Select(number => EnergyProjection.Of(
            View, Told(number, SampleHouse.Now, Quarter(23, 0, 1000), Quarter(23, 15, 1000), Quarter(23, 30, 1000), Quarter(23, 45, 1000)), question, Night, London, SampleHouse.Now)).ToList();
        Assert.All(outlets, static outlet => Assert.Equal(0.8m, outlet.Report.Cost));
        var room = Assert.Single(EnergyProjection.Groups(outlets, EnergyGrouping.Room));
        Assert.Equal(("hall", 8000.0, 1.6m, true), (room.Name, room.WattHours, room.Cost, room.Complete));
        Assert.Equal("fridge lamp", string.Join(' ', room.Outlets));
        Assert.Equal("light", Assert.Single(EnergyProjection.Groups(outlets, EnergyGrouping.Tag)).Name);
    }

    private static OutletEnergy Told(int number, Instant last, params EnergyBin[] bins)
    {
        var mac = Mac.FromBits(0x00005E005300UL + (ulong)number);
        return new OutletEnergy(
            new HouseOutlet(View.Name, new OutletKey(new PlugId(mac.ToString()), OutletSlot.Whole)),
            new EnergySample(mac, last, Duration.FromSeconds(15), new Power(60_500)),
            [.. bins]);
    }

    private static EnergyBin Bin(int hour, int minute, double measured, long wattHours) => new(
        Instant.FromUtc(2026, 11, 23, hour, minute), EnergyAmount.FromWattHours(wattHours), Duration.FromMinutes(measured), Duration.Zero);

    private static EnergyBin Quarter(int hour, int minute, long wattHours) => new(
        Instant.FromUtc(2026, 11, 22, hour, minute), EnergyAmount.FromWattHours(wattHours), Duration.FromMinutes(15), Duration.Zero);
}
