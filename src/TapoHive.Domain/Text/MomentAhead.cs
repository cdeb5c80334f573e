using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Text;

/// <summary>Moments to come, as people type them: <c>2026-12-24</c>, <c>2026-12-24T17:00</c> on the clock of a zone, <c>2026-12-24T17:00Z</c> anywhere,
/// or a duration from now.</summary>
public static class MomentAhead
{
    /// <summary>What a moment looks like, for sentences to people.</summary>
    public const string Example = "such as 2026-12-24, 2026-12-24T17:00 or 3d (from now)";

    private static readonly LocalDateTimePattern[] Patterns =
        [LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss")];

    /// <summary>Reads one; nothing for anything else.</summary>
    public static Instant? Read(string text, DateTimeZone zone, Instant now)
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date)
        {
            return date.Value.AtStartOfDayInZone(zone).ToInstant();
        }

        foreach (var pattern in Patterns)
        {
            if (pattern.Parse(text) is { Success: true } local)
            {
                return local.Value.InZoneLeniently(zone).ToInstant();
            }
        }

        return Lengths.TryParse(text, out var length) ? now + length
            : text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) ? Instant.FromDateTimeOffset(exact)
            : null;
    }
}
