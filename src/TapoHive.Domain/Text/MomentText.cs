using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace TapoHive.Domain.Text;

/// <summary>Moments as people write them: <c>03:12</c> (the last time it was that late, or the next time it will be), <c>2026-11-25</c>, <c>2026-11-25 03:12</c>, each
/// in the house's time zone, or whole with an offset as RFC 3339 has it.</summary>
public static class MomentText
{
    /// <summary>What a moment looks like, for sentences to people.</summary>
    public const string Example = "such as 03:12, 2026-11-25, 2026-11-25T03:12 or 2026-11-25T03:12:00Z";

    private static readonly OffsetDateTimePattern[] Wholes =
        [OffsetDateTimePattern.Rfc3339, OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>")];

    private static readonly LocalTimePattern[] Times =
        [LocalTimePattern.CreateWithInvariantCulture("HH:mm"), LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss")];

    private static readonly LocalDateTimePattern[] DateTimes =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd' 'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd' 'HH:mm:ss"),
        LocalDateTimePattern.ExtendedIso,
    ];

    /// <summary>Reads a moment past; nothing for anything else. What the clock shows twice is taken the first time, what it leaves out is
    /// taken right after.</summary>
    public static Instant? Parse(string text, DateTimeZone zone, Instant now)
    {
        if (Dated(text, zone) is { } dated)
        {
            return dated;
        }

        var today = now.InZone(zone).Date;
        return First(Times, text.Trim()) is not { } time ? null : At(today + time, zone) is var at && at <= now ? at : At(today.PlusDays(-1) + time, zone);
    }

    /// <summary>The same for a moment to come: a time alone is the next time it is that late.</summary>
    public static Instant? ParseAhead(string text, DateTimeZone zone, Instant now)
    {
        if (Dated(text, zone) is { } dated)
        {
            return dated;
        }

        var today = now.InZone(zone).Date;
        return First(Times, text.Trim()) is not { } time ? null : At(today + time, zone) is var at && at > now ? at : At(today.PlusDays(1) + time, zone);
    }

    private static Instant? Dated(string text, DateTimeZone zone)
    {
        var trimmed = text.Trim();
        if (First(Wholes, trimmed) is { } whole)
        {
            return whole.ToInstant();
        }

        if (LocalDatePattern.Iso.Parse(trimmed) is { Success: true, Value: var date })
        {
            return zone.AtStartOfDay(date).ToInstant();
        }

        return First(DateTimes, trimmed) is { } local ? At(local, zone) : null;
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
