using NodaTime;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Text;

/// <summary>Moments to come, as people type them: a date, a time, both, on the clock of a zone or with an offset, or a duration from now.</summary>
public static class MomentAhead
{
    /// <summary>What a moment looks like, for sentences to people.</summary>
    public const string Example = "such as 2026-12-24, 2026-12-24T17:00, 17:00 or 3d (from now)";

    /// <summary>Reads one; nothing for anything else.</summary>
    public static Instant? Read(string text, DateTimeZone zone, Instant now) =>
        Lengths.TryParse(text, out var length) ? now + length : MomentText.ParseAhead(text, zone, now);
}
