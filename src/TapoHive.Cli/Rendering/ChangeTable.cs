using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Verbs;
using TapoHive.Control.Contract;
using TapoHive.Domain.Plans;

namespace TapoHive.Cli.Rendering;

/// <summary>What changes in a house, for people: a line for each change, and what to type next.</summary>
public static class ChangeTable
{
    /// <summary>Draws a plan.</summary>
    public static void Write(PlanReport plan, string path, Screen screen)
    {
        if (plan.Changes.IsEmpty && plan.Firings.IsEmpty)
        {
            screen.Out.WriteLine(Line($"Nothing would change: house '{plan.House}' is what {path} says (revision {plan.Revision})."));
            return;
        }

        Write(plan.Changes, screen);
        Write(plan.Firings, screen);
        screen.Out.WriteLine();
        screen.Out.WriteLine(Line($"{Count(plan.Changes.Length)} to house '{plan.House}', as it is at revision {plan.Revision}. Make them:"));
        screen.Out.WriteLine(Line($"  {ProgramPath.AsTyped()} house apply {ProgramPath.Quoted(path)} --revision {plan.Revision}"));
    }

    /// <summary>Draws what was changed.</summary>
    /// <param name="report">The changes.</param>
    /// <param name="what">What the house is now, such as <c>is what house.conf says</c>.</param>
    /// <param name="screen">Where.</param>
    public static void Write(ApplyReport report, string what, Screen screen)
    {
        Write(report.Changes, screen);
        screen.Out.WriteLine(report.Changes.IsEmpty
            ? Line($"Nothing to change: house '{report.House}' {what} (revision {report.Revision}).")
            : Line($"House '{report.House}' {what}: {Count(report.Changes.Length)} (revision {report.Revision})."));
    }

    private static void Write(IReadOnlyCollection<ChangeReport> changes, Screen screen)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var table = Tables.Of("CHANGE", "KIND", "NAME", "DETAIL");
        table.Columns[^1].NoWrap = false;
        foreach (var change in changes)
        {
            var (word, colour) = change.Change switch
            {
                ChangeKind.Add => ("add", Color.Green),
                ChangeKind.Remove => ("remove", Color.Red),
                _ => ("change", Color.Yellow),
            };
            table.AddRow(
                new Text(word, new Style(colour)),
                new Text(change.Kind),
                new Text(Tables.Plain(change.Name)),
                new Text(change.Detail.Length == 0 ? "" : Tables.Plain(change.Detail)));
        }

        Tables.Write(table, screen);
    }

    private static void Write(IReadOnlyCollection<PlannedFiring> firings, Screen screen)
    {
        if (firings.Count == 0)
        {
            return;
        }

        screen.Out.WriteLine();
        var table = Tables.Of("FIRING", "SCHEDULE", "AT");
        foreach (var firing in firings)
        {
            table.AddRow(new Text(firing.Change.ToString().ToLowerInvariant()), new Text(firing.Schedule), new Text(firing.At));
        }

        Tables.Write(table, screen);
    }

    private static string Count(int changes) => Line($"{changes} change{(changes == 1 ? "" : "s")}");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
