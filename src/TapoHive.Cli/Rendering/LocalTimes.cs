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

    /// <summary>The time of day, such as <c>03:12:09</c>.</summary>
    public static string Time(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
