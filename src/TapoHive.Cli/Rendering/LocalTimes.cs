using System.Globalization;
using NodaTime;

namespace TapoHive.Cli.Rendering;

/// <summary>Moments on the clock of a house.</summary>
internal static class LocalTimes
{
    /// <summary>The zone of a name; UTC where this machine does not know it.</summary>
    public static DateTimeZone ZoneOf(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? DateTimeZone.Utc;

    /// <summary>The day, such as <c>Wed 2026-11-25</c>.</summary>
    public static string Day(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("ddd uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>Wed 2026-11-25 03:12</c>.</summary>
    public static string Minute(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("ddd uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The whole moment with its offset, such as <c>2026-11-25T03:12:00+01:00</c>.</summary>
    public static string Rfc3339(Instant at, DateTimeZone zone) => NodaTime.Text.OffsetDateTimePattern.Rfc3339.Format(at.InZone(zone).ToOffsetDateTime());

    /// <summary>The time of day, such as <c>03:12:09</c>.</summary>
    public static string Time(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
