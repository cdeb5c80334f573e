using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Tests.HouseFiles;

namespace TapoHive.Domain.Tests.Energy;

public sealed class TariffTests
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    private static readonly Tariff Night = new(
        "GBP",
        0.30m,
        [
            new TariffTime("weekend", 0.20m, Days: [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday]),
            new TariffTime("night", 0.10m, new LocalTime(23, 30), new LocalTime(5, 30)),
        ]);

    [Theory]
    [InlineData("2026-11-25T12:00", 0.30)]
    [InlineData("2026-11-25T23:30", 0.10)]
    [InlineData("2026-11-26T05:15", 0.10)]
    [InlineData("2026-11-26T05:30", 0.30)]
    [InlineData("2026-11-28T12:00", 0.20)]
    [InlineData("2026-11-28T01:00", 0.20)]
    [InlineData("2026-11-30T00:00", 0.10)]
    public void The_first_time_that_holds_sets_the_price(string at, double price) =>
        Assert.Equal((decimal)price, Night.PriceAt(London.AtLeniently(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(at).Value).ToInstant(), London));

    [Fact]
    public void A_time_over_midnight_belongs_to_the_day_on_which_it_begins()
    {
        var time = new TariffTime("friday-night", 0.1m, new LocalTime(22, 0), new LocalTime(6, 0), [IsoDayOfWeek.Friday]);
        Assert.True(time.Holds(new LocalDateTime(2026, 11, 28, 5, 45)));
        Assert.False(time.Holds(new LocalDateTime(2026, 11, 27, 5, 45)));
    }

    [Fact]
    public void It_follows_the_clock_on_the_wall_through_the_night_it_is_set()
    {
        var hour = EnergyAmount.FromWattHours(1000);
        var bins = Enumerable.Range(0, 25).Select(i => Instant.FromUtc(2026, 10, 24, 23, 0) + Duration.FromHours(i)).ToList();
        Assert.Equal(25, bins.Count(at => at.InZone(London).Date == new LocalDate(2026, 10, 25)));
        Assert.Equal(25 * 0.20m, bins.Sum(at => Night.Cost(hour, at, London)));
    }

    [Fact]
    public void A_house_file_says_it_and_an_export_says_the_same()
    {
        const string Written = """
            tariff {
              currency = GBP
              price = 0.30
              times {
                weekend { days = weekend, price = 0.2 }
                night { from = "23:30", until = "05:30", price = 0.10 }
              }
            }
            """;
        var house = Reading.Read(Reading.HouseWith(Written)).Definition!;
        Assert.Equal(Night, house.Tariff);
        Assert.Equal(house.Tariff, Reading.Read(HouseText.Of(house)).Definition!.Tariff);
    }

    [Theory]
    [InlineData("tariff { price = 0.3 }", "the tariff names no currency")]
    [InlineData("tariff { currency = EUR }", "there is no price of a kilowatt-hour")]
    [InlineData("tariff { currency = EUR, price = cheap }", "")]
    [InlineData("tariff { currency = EUR, price = 0.3, times { night { from = \"23:10\", until = \"05:00\", price = 0.1 } } }", "prices change on a quarter of an hour, and '23:10' is none")]
    [InlineData("tariff { currency = EUR, price = 0.3, times { night { from = \"05:00\", until = \"05:00\", price = 0.1 } } }", "'night' ends when it begins")]
    [InlineData("tariff { currency = EUR, price = 0.3, times { night { price = 0.1 } } }", "nothing says when 'night' holds")]
    [InlineData("tariff { currency = EUR, price = 0.3, prise = 2 }", "unknown key 'prise' in a tariff")]
    public void What_is_wrong_is_said(string written, string message) =>
        Assert.Contains(Reading.Problems(Reading.HouseWith(written)), problem => problem.Contains(message, StringComparison.Ordinal));
}
