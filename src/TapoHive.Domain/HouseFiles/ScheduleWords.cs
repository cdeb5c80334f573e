using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.HouseFiles;

/// <summary>The words that schedules are written in: moments, days of the week, names of scenes and calendars.</summary>
internal sealed class ScheduleWords(HouseDefinition house)
{
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    private static readonly string[] s_sun = ["sunrise", "sunset", "dawn", "dusk"];

    private static readonly ImmutableArray<(string Name, IsoDayOfWeek Day)> s_days =
        [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).Select(day => (day.ToString().ToLowerInvariant(), day))];

    /// <summary>A moment; nothing, and a problem, where it is none or needs a place that the house does not give.</summary>
    public Moment? When(Entry entry)
    {
        const string Remedy = "Write a time (\"23:30\"), a date and time (\"2026-12-24T17:00\") or the sun (sunset, 20m before sunset, 15m after dusk)";
        if (entry.Text("a time", Remedy) is not { } text)
        {
            return null;
        }

        if (!Schedules.Moment.TryParse(text, out var moment))
        {
            entry.Error($"{SecretShield.Shown(text)} is no time", Meant(text) ?? Remedy);
            return null;
        }

        if (moment is Moment.Sun { Offset: var offset } && (offset > Schedules.Moment.FarthestOffset || offset < -Schedules.Moment.FarthestOffset))
        {
            entry.Error($"{SecretShield.Shown(text)} is more than 12 hours from the sun", "Take the other one: sunrise for sunset, dawn for dusk");
            return null;
        }

        if (moment is Moment.DateAndTime { When.Year: < FirstYear or > LastYear })
        {
            entry.Error($"{SecretShield.Shown(text)} is in no year that this house will see", "Write the year with four digits, as in \"2026-12-24T17:00\"");
            return null;
        }

        if (moment is Moment.Sun && house.Location is null)
        {
            entry.Error($"{SecretShield.Shown(text)} depends on where the house is, and the house does not say that", "Write location { latitude = 51.48, longitude = -0.61 } beside time-zone");
            return null;
        }

        return moment;
    }

    /// <summary>Days of the week: names, ranges of them, <c>weekdays</c>, <c>weekend</c>.</summary>
    public static ImmutableArray<IsoDayOfWeek> Days(Entry entry)
    {
        var days = new SortedSet<IsoDayOfWeek>();
        foreach (var item in entry.Items())
        {
            const string Remedy = "Write mon, tue, wed, thu, fri, sat, sun, a range such as mon-fri, weekdays or weekend";
            if (item.Text("a day of the week", Remedy) is not { } text)
            {
                continue;
            }

            if (Range(text.ToLowerInvariant()) is { } range)
            {
                days.UnionWith(range);
            }
            else
            {
                var near = Suggestion.Nearest(text, s_days.SelectMany(day => new[] { day.Name, day.Name[..3] }).Append("weekdays").Append("weekend"));
                item.Error($"{SecretShield.Shown(text)} is no day of the week", near is null ? Remedy : $"Did you mean '{near}'?");
            }
        }

        return days.Count == 7 ? [] : [.. days];
    }

    /// <summary>A calendar of the house.</summary>
    public CalendarName? Calendar(Entry entry)
    {
        if (entry.Text("the name of a calendar") is not { } name)
        {
            return null;
        }

        var known = (house.Calendars ?? []).Select(calendar => calendar.Name.Value).ToList();
        if (known.Contains(name, StringComparer.Ordinal))
        {
            return new CalendarName(name);
        }

        entry.Error(
            $"there is no calendar {SecretShield.Shown(name)}",
            Suggestion.Nearest(name, known) is { } near ? $"Did you mean '{near}'?"
                : known.Count > 0 ? $"The calendars of this house are {string.Join(", ", known)}"
                : "Write calendars.holidays { dates = [ \"2026-12-25\" ] }");
        return null;
    }

    /// <summary>A scene of the house.</summary>
    public SceneName? Scene(Entry entry)
    {
        if (entry.Text("the name of a scene") is not { } name)
        {
            return null;
        }

        var known = (house.Scenes ?? []).Select(scene => scene.Name.Value).ToList();
        if (known.Contains(name, StringComparer.Ordinal))
        {
            return new SceneName(name);
        }

        entry.Error(
            $"there is no scene {SecretShield.Shown(name)}",
            Suggestion.Nearest(name, known) is { } near ? $"Did you mean '{near}'?"
                : known.Count > 0 ? $"The scenes of this house are {string.Join(", ", known)}"
                : "Write scenes { evening { on = tag.light } }, or on = SELECTOR here");
        return null;
    }

    private static IEnumerable<IsoDayOfWeek>? Range(string text)
    {
        switch (text)
        {
            case "weekdays":
                return [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];
            case "weekend":
                return [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];
            default:
                var parts = text.Split('-');
                if (parts.Length > 2 || Day(parts[0]) is not { } first || Day(parts[^1]) is not { } last)
                {
                    return null;
                }

                // fri-mon goes over the end of the week.
                return Enumerable.Range(0, ((last - first + 7) % 7) + 1).Select(n => (IsoDayOfWeek)(((((int)first - 1) + n) % 7) + 1));
        }
    }

    private static IsoDayOfWeek? Day(string text) => text.Length >= 3 && s_days.FirstOrDefault(day => day.Name.StartsWith(text, StringComparison.Ordinal)) is { Name: not null } found
        ? found.Day
        : null;

    private static string? Meant(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var last = words.Length > 0 ? words[^1] : "";
        if (s_sun.Contains(last, StringComparer.OrdinalIgnoreCase))
        {
            return words.Contains("before", StringComparer.OrdinalIgnoreCase) || words.Contains("after", StringComparer.OrdinalIgnoreCase)
                ? $"Write for example 20m before {last}: a number and s, m or h"
                : $"Write {last}, 20m before {last} or 20m after {last}";
        }

        if (Suggestion.Nearest(last, s_sun) is { } near && last.Length > 3)
        {
            return $"Did you mean '{near}'?";
        }

        var lower = text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (lower.EndsWith("am", StringComparison.Ordinal) || lower.EndsWith("pm", StringComparison.Ordinal))
        {
            return "Write hours from 00 to 23: \"20:00\" is eight in the evening";
        }

        if (lower.Contains(':', StringComparison.Ordinal) && lower.All(c => char.IsAsciiDigit(c) || c == ':'))
        {
            return lower.StartsWith("24:", StringComparison.Ordinal) ? "Midnight is \"00:00\"" : "Hours are from 00 to 23, minutes and seconds from 00 to 59: write for example \"23:30\"";
        }

        return lower.Length is 1 or 2 or 4 && int.TryParse(lower, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "Write hours and minutes: \"07:00\"" : null;
    }
}
