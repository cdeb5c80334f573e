using System.Globalization;
using NodaTime;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Lengths of time as house files write them.</summary>
internal static class DurationWords
{
    private static readonly (string Unit, long Nanoseconds)[] s_units =
    [
        ("d", NodaConstants.NanosecondsPerDay), ("h", NodaConstants.NanosecondsPerHour), ("m", NodaConstants.NanosecondsPerMinute),
        ("s", NodaConstants.NanosecondsPerSecond), ("ms", NodaConstants.NanosecondsPerMillisecond), ("us", 1_000), ("ns", 1),
    ];

    /// <summary>A whole number of the largest unit that says it exactly: <c>90s</c>, <c>2h</c>.</summary>
    public static string Of(Duration time)
    {
        var nanoseconds = time.ToInt64Nanoseconds();
        var (unit, length) = s_units.First(unit => nanoseconds % unit.Nanoseconds == 0 && (nanoseconds != 0 || unit.Unit == "s"));
        return string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / length}{unit}");
    }
}
