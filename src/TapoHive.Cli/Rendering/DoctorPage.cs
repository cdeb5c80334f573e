using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Diagnosis;

namespace TapoHive.Cli.Rendering;

/// <summary><c>doctor</c> for people: a line a check, what to do below it, and what it comes to.</summary>
public static class DoctorPage
{
    /// <summary>Draws a report.</summary>
    public static void Write(DoctorReport report, Screen screen)
    {
        var table = new Grid();
        table.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach (var check in report.Checks)
        {
            var (word, colour) = check.Verdict switch
            {
                Verdict.Ok => ("ok", Color.Green),
                Verdict.Unknown => ("unknown", Color.Default),
                Verdict.Warning => ("warning", Color.Yellow),
                _ => ("PROBLEM", Color.Red),
            };
            table.AddRow(new Text(word, new Style(colour)), new Text(check.Check), new Text(Tables.Plain(check.Evidence)));
            if (check.Remedy is { } remedy)
            {
                table.AddRow(new Text(""), new Text(""), new Text(Tables.Plain(remedy), new Style(check.Verdict == Verdict.Problem ? Color.Aqua : Color.Default)));
            }
        }

        Tables.Write(table, screen);
        screen.Out.WriteLine();
        screen.Out.WriteLine(Summary(report));
    }

    private static string Summary(DoctorReport report)
    {
        var problems = report.Checks.Count(static check => check.Verdict == Verdict.Problem);
        var warnings = report.Checks.Count(static check => check.Verdict == Verdict.Warning);
        var open = report.Checks.Count(static check => check.Verdict == Verdict.Unknown);
        var unknown = open == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {open} not known");
        var subject = report.House is null ? report.Subject == "hive" ? "The hive" : report.Subject : $"Plug '{report.Subject}'";
        return (problems, warnings) switch
        {
            (0, 0) => $"{subject}: nothing wrong was seen{unknown}.",
            (0, _) => $"{subject}: no problem, {Count(warnings, "warning")}{unknown}.",
            _ => $"{subject}: {Count(problems, "problem")}{(warnings == 0 ? "" : $", {Count(warnings, "warning")}")}{unknown}.",
        };
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
