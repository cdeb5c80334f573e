using System.Globalization;

namespace TapoHive.Domain.Schedules;

/// <summary>Cron expressions in words, as far as they are of the usual forms; others are shown as they are.</summary>
public static class CronText
{
    /// <summary>The words: <c>at 07:00 from Monday to Friday</c>.</summary>
    public static string Words(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return fields.Length is 6 or 7 && Time(fields[0], fields[1], fields[2]) is { } time && Days(fields[3], fields[4], fields[5]) is { } days && (fields.Length == 6 || fields[6] == "*")
            ? $"{time}{days}"
            : $"by cron {expression}";
    }

    private static string? Time(string second, string minute, string hour)
    {
        if (second != "0")
        {
            return null;
        }

        if (Number(minute) is { } at && Number(hour) is { } on)
        {
            return string.Create(CultureInfo.InvariantCulture, $"at {on:00}:{at:00}");
        }

        return (hour, Number(minute), Step(minute)) switch
        {
            ("*", { } past, _) => string.Create(CultureInfo.InvariantCulture, $"every hour at {past:00} minutes past"),
            ("*", _, { } step) => string.Create(CultureInfo.InvariantCulture, $"every {step} minutes"),
            _ when Number(minute) is { } past && Step(hour) is { } hours => string.Create(CultureInfo.InvariantCulture, $"every {hours} hours at {past:00} minutes past"),
            _ => null,
        };
    }

    private static string? Days(string dayOfMonth, string month, string dayOfWeek)
    {
        if (month != "*")
        {
            return null;
        }

        if (dayOfMonth is "*" or "?")
        {
            var range = dayOfWeek.Split('-');
            return dayOfWeek is "*" or "?" ? " every day"
                : range.Length == 2 && Day(range[0]) is { } first && Day(range[1]) is { } last ? $" from {first} to {last}"
                : dayOfWeek.Split(',').Select(Day).ToList() is var days && days.TrueForAll(day => day is not null) ? $" on {string.Join(", ", days)}"
                : null;
        }

        return dayOfMonth == "L" ? " on the last day of each month"
            : Number(dayOfMonth) is { } date ? string.Create(CultureInfo.InvariantCulture, $" on day {date} of each month")
            : null;
    }

    private static int? Number(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Step(string field) => field.Split('/') is ["0" or "*", var step] ? Number(step) : null;

    // Quartz counts from 1 for Sunday.
    private static string? Day(string field) => field.ToUpperInvariant() switch
    {
        "SUN" or "1" => "Sunday",
        "MON" or "2" => "Monday",
        "TUE" or "3" => "Tuesday",
        "WED" or "4" => "Wednesday",
        "THU" or "5" => "Thursday",
        "FRI" or "6" => "Friday",
        "SAT" or "7" => "Saturday",
        _ => null,
    };
}
