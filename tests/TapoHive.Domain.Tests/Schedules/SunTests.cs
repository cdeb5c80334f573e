using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Tests.Schedules;

public sealed class SunTests
{
    private static readonly Duration Allowed = Duration.FromMinutes(2);

    private static readonly Dictionary<string, (string Zone, Location At)> Places = new(StringComparer.Ordinal)
    {
        ["London"] = ("Europe/London", new Location(51.48, -0.61)),
        ["NewYork"] = ("America/New_York", new Location(40.7128, -74.0060)),
        ["Sydney"] = ("Australia/Sydney", new Location(-33.8688, 151.2093)),
        ["Quito"] = ("America/Guayaquil", new Location(-0.1807, -78.4678)),
        ["Reykjavik"] = ("Atlantic/Reykjavik", new Location(64.1466, -21.9426)),
        ["Tromso"] = ("Europe/Oslo", new Location(69.6492, 18.9553)),
    };

    public static TheoryData<string> Figures => [.. SunFigures.Text.Split('\n')];

    [Theory]
    [MemberData(nameof(Figures))]
    public void The_sun_is_within_two_minutes_of_an_independent_ephemeris(string line)
    {
        var words = line.Split(' ');
        var (zoneId, place) = Places[words[0]];
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var date = LocalDatePattern.Iso.Parse(words[1]).Value;
        foreach (var (what, figure) in new[] { SunEvent.Dawn, SunEvent.Sunrise, SunEvent.Sunset, SunEvent.Dusk }.Zip(words[2..]))
        {
            var found = SunTimes.Find(what, date, zone, place);
            if (figure == "-")
            {
                Assert.Null(found);
                continue;
            }

            var expected = LocalDateTimePattern.ExtendedIso.Parse(figure.Contains('T', StringComparison.Ordinal) ? figure : $"{words[1]}T{figure}").Value.InUtc().ToInstant();
            Assert.NotNull(found);
            Assert.InRange(found.Value, expected - Allowed, expected + Allowed);
        }
    }

    [Fact]
    public void Six_places_are_compared_over_a_year() =>
        Assert.Equal(6 * 26, SunFigures.Text.Split('\n').Length);

    [Theory]
    [InlineData("2026-06-20", SunEvent.Sunset, "the sun does not set on this day")]
    [InlineData("2026-12-19", SunEvent.Sunset, "the sun does not rise on this day")]
    [InlineData("2026-06-20", SunEvent.Dusk, "the night does not get dark on this day, so there is neither dawn nor dusk")]
    public void Polar_days_and_nights_are_said_in_words(string date, SunEvent what, string words)
    {
        var (zone, place) = Places["Tromso"];
        Assert.Equal(words, SunTimes.WhyNone(what, LocalDatePattern.Iso.Parse(date).Value, DateTimeZoneProviders.Tzdb[zone], place));
    }
}
