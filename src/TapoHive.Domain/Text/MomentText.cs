using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace TapoHive.Domain.Text;

/// <summary>Moments as people write them: <c>03:12</c> (the last time it was that late), <c>2026-11-25</c>, <c>2026-11-25 03:12</c>, each
/// in the house's time zone, or whole with an offset as RFC 3339 has it.</summary>
public static class MomentText
{
    /// <summary>What a moment looks like, for sentences to people.</summary>
    public const string Example = "such as 03:12, 2026-11-25, 2026-11-25T03:12 or 2026-11-25T03:12:00Z";

    private static readonly LocalTimePattern[] Times =
        [LocalTimePattern.CreateWithInvariantCulture("HH:mm"), LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss")];

    private static readonly LocalDateTimePattern[] DateTimes =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd' 'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd' 'HH:mm:ss"),
        LocalDateTimePattern.ExtendedIso,
    ];

    /// <summary>Reads a moment; nothing for anything else. What the clock shows twice is taken the first time, what it leaves out is
    /// taken right after.</summary>
    public static Instant? Parse(string text, DateTimeZone zone, Instant now)
    {
        var trimmed = text.Trim();
        if (OffsetDateTimePattern.Rfc3339.Parse(trimmed) is { Success: true, Value: var whole })
        {
            return whole.ToInstant();
        }

        if (LocalDatePattern.Iso.Parse(trimmed) is { Success: true, Value: var date })
        {
            return zone.AtStartOfDay(date).ToInstant();
        }

        if (First(DateTimes, trimmed) is { } local)
        {
            return At(local, zone);
        }

        if (First(Times, trimmed) is { } time)
        {
            var today = now.InZone(zone).Date;
            return At(today + time, zone) is var at && at <= now ? at : At(today.PlusDays(-1) + time, zone);
        }

        return null;
    }

    private static Instant At(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Resolvers.LenientResolver).ToInstant();

    private static T? First<T>(IEnumerable<IPattern<T>> patterns, string text)
        where T : struct
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Parse(text) is { Success: true, Value: var value })
            {
                return value;
            }
        }

        return null;
    }
}
