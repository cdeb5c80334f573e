using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Schedules;

/// <summary>When something is due, as a person writes it: <c>23:30</c>, <c>2026-12-24T17:00</c>, <c>20m before sunset</c>.</summary>
public abstract partial record Moment : IText<Moment>
{
    /// <summary>How far from the sun a moment can be.</summary>
    public static readonly Duration FarthestOffset = Duration.FromHours(12);

    private const int LongestText = 200;

    private static readonly LocalTimePattern[] Times = [LocalTimePattern.CreateWithInvariantCulture("H:mm"), LocalTimePattern.CreateWithInvariantCulture("H:mm:ss")];

    private static readonly LocalDateTimePattern[] DateTimes =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'H:mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'H:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd' 'H:mm"),
    ];

    private Moment()
    {
    }

    /// <summary>A time of day on the house's clock.</summary>
    public sealed record TimeOfDay(LocalTime Time) : Moment
    {
        /// <inheritdoc/>
        public override string ToString() => Written(Time);
    }

    /// <summary>One time on one day.</summary>
    public sealed record DateAndTime(LocalDateTime When) : Moment
    {
        /// <inheritdoc/>
        public override string ToString() => $"{LocalDatePattern.Iso.Format(When.Date)}T{Written(When.TimeOfDay)}";
    }

    /// <summary>The sun, and how long after it (before it, where negative).</summary>
    public sealed record Sun(SunEvent Event, Duration Offset) : Moment
    {
        /// <inheritdoc/>
        public override string ToString()
        {
            var word = Event.ToString().ToLowerInvariant();
            return Offset == Duration.Zero ? word
                : Offset > Duration.Zero ? $"{Lengths.Word(Offset)} after {word}"
                : $"{Lengths.Word(-Offset)} before {word}";
        }
    }

    /// <summary>Reads a moment; false for anything else.</summary>
    public static bool TryParse(string text, out Moment moment)
    {
        moment = null!;
        text = text.Trim();
        if (text.Length > LongestText)
        {
            return false;
        }

        if (Array.Find(Times, pattern => pattern.Parse(text).Success) is { } time)
        {
            moment = new TimeOfDay(time.Parse(text).Value);
        }
        else if (Array.Find(DateTimes, pattern => pattern.Parse(text).Success) is { } dateTime)
        {
            moment = new DateAndTime(dateTime.Parse(text).Value);
        }
        else if (SunText().Match(text) is { Success: true } sun && Enum.TryParse<SunEvent>(sun.Groups["event"].Value, ignoreCase: true, out var what))
        {
            var offset = Duration.Zero;
            if (sun.Groups["length"].Success && !Lengths.TryParse(sun.Groups["length"].Value, out offset))
            {
                return false;
            }

            var isBefore = sun.Groups["side"].Value.Equals("before", StringComparison.OrdinalIgnoreCase);
            moment = new Sun(what, isBefore ? -offset : offset);
        }

        return moment is not null;
    }

    /// <inheritdoc/>
    public static Moment FromText(string text) => TryParse(text, out var moment) ? moment : throw new FormatException($"'{text}' is no time.");

    private static string Written(LocalTime time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^((?<length>[0-9].*?)\s*(?<side>before|after)\s+)?(?<event>dawn|sunrise|sunset|dusk)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SunText();
}
