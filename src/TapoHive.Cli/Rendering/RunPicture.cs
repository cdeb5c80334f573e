using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Cli.Rendering;

/// <summary>A run under way, as a picture that fits the terminal: each outlet with how far it is, those that need a look first where not all fit.</summary>
public static class RunPicture
{
    private const int RowsAround = 4;

    /// <summary>Draws it.</summary>
    public static void Draw(Screen screen, RunReport? report, TimeSpan taken)
    {
        if (report is null)
        {
            screen.Out.WriteLine($"Asking the hive ... {Ages.Span(taken.TotalSeconds)}");
            return;
        }

        var room = Math.Max(1, screen.Size.Rows - RowsAround);
        var several = report.Outlets.Select(static outlet => outlet.House).Distinct(StringComparer.Ordinal).Skip(1).Any();
        var fit = report.Outlets.Length <= room;
        var shown = fit ? report.Outlets.AsEnumerable() : report.Outlets.OrderBy(static outlet => Rank(outlet.Outcome)).Take(room - 1);
        var table = Tables.Of("OUTLET", "WANTED", "STATE", "TOOK", "");
        table.Columns[^1].NoWrap = true;
        foreach (var outlet in shown)
        {
            table.AddRow(
                new Text(several ? outlet.FullName : outlet.Name),
                new Text(outlet.Wanted?.Word() ?? "-"),
                new Text(outlet.Outcome == OutletOutcome.Pending ? "..." : outlet.Outcome.ToString().ToLowerInvariant(), RunLines.StyleOf(outlet.Outcome)),
                new Text(outlet.Milliseconds is { } ms ? Ages.Span(ms / 1000.0) : ""),
                new Text(outlet.Problem is { } problem ? problem.Code : "", new Style(Color.Red)));
        }

        Tables.Write(table, screen);
        if (!fit)
        {
            screen.Out.WriteLine(Line($"... and {report.Outlets.Length - room + 1} more"));
        }

        screen.Out.WriteLine(Sum(report, taken));
    }

    private static string Sum(RunReport report, TimeSpan taken)
    {
        var settled = report.Outlets.Count(static outlet => outlet.Outcome == OutletOutcome.Converged);
        var failed = report.Outlets.Count(static outlet => outlet.Outcome == OutletOutcome.Failed);
        return Line($"{settled} of {report.Outlets.Length} converged{(failed == 0 ? "" : Line($", {failed} failed"))} ... {Ages.Span(taken.TotalSeconds)}");
    }

    // Trouble, then what is awaited, then what is done.
    private static int Rank(OutletOutcome outcome) => outcome switch
    {
        OutletOutcome.Failed => 0,
        OutletOutcome.Pending => 1,
        OutletOutcome.Converged => 3,
        _ => 2,
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
