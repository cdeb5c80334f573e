using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Schedules;

/// <summary>
/// When the sun rises and sets. The position is the low-accuracy one of Meeus, "Astronomical Algorithms", 2nd edition, chapter 25
/// (0.01 degrees), which the NOAA solar calculator uses too; the moment is found by iteration from solar noon. Rising and setting
/// are where the almanacs have them: the upper edge at 34' of refraction below a sea-level horizon.
/// </summary>
public static class SunTimes
{
    /// <summary>Degrees below the horizon at which the sun's centre is when its upper edge is seen on it: refraction and radius.</summary>
    private const double EdgeDepression = 50.0 / 60.0;

    private const double CivilDepression = 6;
    private static readonly Instant J2000 = Instant.FromUtc(2000, 1, 1, 12, 0);

    /// <summary>
    /// The moment of an event on the solar day whose noon is on <paramref name="date"/>: the sunset of a summer evening in Iceland
    /// belongs to that evening though it is past midnight. Nothing where there is none: in polar day and polar night.
    /// </summary>
    public static Instant? Find(SunEvent what, LocalDate date, DateTimeZone zone, Location place)
    {
        var noon = Noon(date, zone, place);
        var isMorning = what is SunEvent.Dawn or SunEvent.Sunrise;
        var altitude = -(what is SunEvent.Dawn or SunEvent.Dusk ? CivilDepression : EdgeDepression);
        var guess = noon;
        for (var step = 0; step < 8; step++)
        {
            if (HourAngle(guess, place, altitude) is not { } angle)
            {
                return null;
            }

            // The sun's own clock runs almost evenly: where it should be, from where it is.
            var next = guess + OfDegrees(Wrapped((isMorning ? -angle : angle) - Deviation(guess, place)));
            var moved = next - guess;
            guess = next;
            if (moved < Duration.FromMilliseconds(100) && moved > Duration.FromMilliseconds(-100))
            {
                break;
            }
        }

        return Instant.FromUnixTimeSeconds((long)Math.Round((guess - NodaConstants.UnixEpoch).TotalSeconds));
    }

    /// <summary>Whether the sun stands above the horizon at its noon on a day: tells polar day from polar night.</summary>
    public static bool IsUpAtNoon(LocalDate date, DateTimeZone zone, Location place) =>
        Altitude(Noon(date, zone, place), place) > -EdgeDepression;

    /// <summary>Why an event does not come on a day.</summary>
    public static string WhyNone(SunEvent what, LocalDate date, DateTimeZone zone, Location place) => (what, IsUpAtNoon(date, zone, place)) switch
    {
        (SunEvent.Dawn or SunEvent.Dusk, true) => "the night does not get dark on this day, so there is neither dawn nor dusk",
        (SunEvent.Dawn or SunEvent.Dusk, false) => "the day does not get light on this day, so there is neither dawn nor dusk",
        (_, true) => "the sun does not set on this day",
        _ => "the sun does not rise on this day",
    };

    private static Instant Noon(LocalDate date, DateTimeZone zone, Location place)
    {
        // Clock noon is never more than some hours from the sun's: nothing is before or after the same day's.
        var guess = date.At(new LocalTime(12, 0)).InZoneLeniently(zone).ToInstant();
        for (var step = 0; step < 2; step++)
        {
            guess -= OfDegrees(Deviation(guess, place));
        }

        return guess;
    }

    private static Duration OfDegrees(double degrees) => Duration.FromSeconds(degrees * 240);

    /// <summary>Degrees that the sun is past its noon, -180 to 180.</summary>
    private static double Deviation(Instant at, Location place)
    {
        var days = (at - J2000).TotalDays;
        var (rightAscension, _) = Position(days);
        var sidereal = 280.46061837 + (360.98564736629 * days) + place.Longitude;
        return Wrapped(sidereal - rightAscension);
    }

    private static double? HourAngle(Instant at, Location place, double altitude)
    {
        var (_, declination) = Position((at - J2000).TotalDays);
        var cosine = (Sin(altitude) - (Sin(place.Latitude) * Sin(declination))) / (Cos(place.Latitude) * Cos(declination));
        return cosine is < -1 or > 1 ? null : double.RadiansToDegrees(Math.Acos(cosine));
    }

    private static double Altitude(Instant at, Location place)
    {
        var (_, declination) = Position((at - J2000).TotalDays);
        return double.RadiansToDegrees(Math.Asin((Sin(place.Latitude) * Sin(declination)) + (Cos(place.Latitude) * Cos(declination) * Cos(Deviation(at, place)))));
    }

    // Meeus 25.2 to 25.8, with the nutation of 22.1 cut to its main term. Terrestrial and universal time differ by about 70 s, in
    // which the sun moves a fiftieth of the accuracy: left out.
    private static (double RightAscension, double Declination) Position(double days)
    {
        var t = days / 36525;
        var meanLongitude = 280.46646 + (36000.76983 * t) + (0.0003032 * t * t);
        var anomaly = 357.52911 + (35999.05029 * t) - (0.0001537 * t * t);
        var centre = ((1.914602 - (0.004817 * t) - (0.000014 * t * t)) * Sin(anomaly))
            + ((0.019993 - (0.000101 * t)) * Sin(2 * anomaly))
            + (0.000289 * Sin(3 * anomaly));
        var node = 125.04 - (1934.136 * t);
        var longitude = meanLongitude + centre - 0.00569 - (0.00478 * Sin(node));
        var obliquity = 23.439291 - (0.0130042 * t) + (0.00256 * Cos(node));
        return (
            double.RadiansToDegrees(Math.Atan2(Cos(obliquity) * Sin(longitude), Cos(longitude))),
            double.RadiansToDegrees(Math.Asin(Sin(obliquity) * Sin(longitude))));
    }

    private static double Sin(double degrees) => Math.Sin(double.DegreesToRadians(degrees));

    private static double Cos(double degrees) => Math.Cos(double.DegreesToRadians(degrees));

    private static double Wrapped(double degrees) => degrees - (360 * Math.Floor((degrees + 180) / 360));
}
