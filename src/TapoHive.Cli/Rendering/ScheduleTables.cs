using NodaTime.Text;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary><c>schedule list</c> and <c>schedule next</c> for people.</summary>
public static class ScheduleTables
{
    /// <summary>Draws how schedules stand.</summary>
    public static void Write(SchedulesReport report, Screen screen)
    {
        if (report.Schedules.IsEmpty)
        {
            screen.Out.WriteLine("There are no schedules. Write some into the house file: schedules { bedtime { at = \"23:30\", off = all } }");
            return;
        }

        var houses = report.Schedules.Select(schedule => schedule.House).Distinct(StringComparer.Ordinal).Count() > 1;
        var table = Tables.Of("SCHEDULE", "WHEN", "DOES", "STATE", "NEXT", "LAST");
        foreach (var column in new[] { table.Columns[1], table.Columns[2], table.Columns[3], table.Columns[^1] })
        {
            column.NoWrap = false;
        }

        foreach (var schedule in report.Schedules)
        {
            table.AddRow(
                new Text(houses ? $"{schedule.House}/{schedule.Name}" : schedule.Name),
                new Text(schedule.Words),
                new Text(schedule.Does),
                new Text(schedule.PausedUntil is { } until ? $"paused until {Minute(until)}" : schedule.State == "skipping" ? "skips the next" : schedule.State),
                new Text(schedule.Next is { } next ? Minute(WithDay(next)) : "-"),
                new Text(schedule.LastDue is { } due ? $"{Minute(due)}: {schedule.Last}" : "-"));
        }

        Tables.WriteFitting(table, screen, 5, 2, 1);
    }

    /// <summary>Draws firings.</summary>
    public static void Write(FiringsReport report, Screen screen)
    {
        if (report.Firings.IsEmpty)
        {
            screen.Out.WriteLine("Nothing is due in that time.");
            return;
        }

        var houses = report.Firings.Select(firing => firing.House).Distinct(StringComparer.Ordinal).Count() > 1;
        var table = Tables.Of("AT", "SCHEDULE", "DOES", "NOTE");
        table.Columns[^1].NoWrap = false;
        foreach (var firing in report.Firings)
        {
            table.AddRow(
                new Text(WithDay(firing.At)),
                new Text(houses ? $"{firing.House}/{firing.Schedule}" : firing.Schedule),
                new Text(firing.Skipped ? "-" : firing.Scene is { } scene ? $"scene {scene}" : firing.Selector ?? ""),
                new Text(firing.Skipped ? $"left out: {firing.Note}" : firing.Note));
        }

        Tables.WriteFitting(table, screen, 3, 2);
    }

    /// <summary>The same with its day of the week: <c>Thu 2026-12-24 17:00</c>.</summary>
    internal static string WithDay(string at) =>
        OffsetDateTimePattern.Rfc3339.Parse(at) is { Success: true, Value: var moment } ? $"{moment.DayOfWeek.ToString()[..3]} {Short(at)}" : Short(at);

    // The sun and the spread bring seconds, which 'schedule next' shows.
    private static string Minute(string at) => at.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon + 3 <= at.Length ? at[..(colon + 3)].Replace('T', ' ') : at;

    /// <summary>A moment without its offset: <c>2026-12-24 17:00</c>, with seconds where there are some.</summary>
    internal static string Short(string at) => at.Length < 19 ? at
        : at[..10] + " " + (at[17..19] == "00" ? at[11..16] : at[11..19]);
}
