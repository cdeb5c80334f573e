using NodaTime;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;

namespace TapoHive.Cli.Rendering;

/// <summary><c>why</c> for people: the answer first, the evidence below.</summary>
public static class WhyPage
{
    private const int RecentLines = 8;

    /// <summary>Draws a report.</summary>
    public static void Write(WhyReport report, Instant now, Screen screen)
    {
        var console = screen.Draw(screen.Out);
        console.Write(new Paragraph()
            .Append(report.Outlet, new Style(decoration: Decoration.Bold))
            .Append($": {report.Advice}{Environment.NewLine}"));
        screen.Out.WriteLine();

        var table = new Grid();
        table.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        if (report.Alias is { } alias && !alias.Equals(report.Outlet, StringComparison.OrdinalIgnoreCase))
        {
            Row(table, "In the app", $"'{Tables.Plain(alias)}'");
        }

        Row(table, "Desired", report.Desired is { } desired ? desired.Word() : "nothing: nobody asks");
        Row(table, "Reported", report.Reported is { } reported ? $"{reported.Word()}, read {Ages.Ago(report.ReadAgeSeconds)}" : "never read");
        Row(table, "Proven", report.Converged ? "yes" : "no");
        Row(table, "Session", report.Phase.ToString());
        Rows(table, "Asked", report.Intents.Select(it =>
            $"{it.Layer.ToString().ToLowerInvariant(),-8}  {it.Wanted.Word(),-3}  {it.Origin}, since {When(it.Since, now)}{(it.Until is { } until ? $", until {When(until, now)}" : "")}"));
        Rows(table, "Next", report.Next.Select(it => $"{When(it.At, now)}: {it.To.Word()} ({it.Because})"));
        Rows(table, "Recent", report.Recent.Take(RecentLines).Select(it =>
            $"{When(it.At, now)}: {it.What}{(it.To is { } to ? $" {to.Word()}" : "")} ({it.Origin})"));
        if (report.Problem is { } problem)
        {
            Row(table, "Problem", $"{problem.Code}, since {When(problem.Since, now)}");
        }

        if (report.Notice is { } notice)
        {
            Row(table, "Note", notice);
        }

        Tables.Write(table, screen);
    }

    /// <summary>A moment as people say it: <c>3 min ago</c>, <c>in 2 h</c>.</summary>
    public static string When(Instant at, Instant now)
    {
        var seconds = (at - now).TotalSeconds;
        return seconds > 0 ? $"in {Ages.Span(seconds)}" : Ages.Ago(-seconds);
    }

    private static void Row(Grid table, string title, string text) =>
        table.AddRow(new Text(title, new Style(decoration: Decoration.Dim)), new Text(text));

    private static void Rows(Grid table, string title, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Row(table, title, text);
            title = "";
        }
    }
}
