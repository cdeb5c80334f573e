using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;

namespace TapoHive.Cli.Rendering;

/// <summary><c>why --at</c> for people: the answer first, the evidence below, on the clock of the house.</summary>
public static class PastPage
{
    private const int RecentLines = 8;

    /// <summary>Draws a report.</summary>
    public static void Write(PastReport report, Screen screen)
    {
        var zone = LocalTimes.ZoneOf(report.TimeZone);
        screen.Draw(screen.Out).Write(new Paragraph()
            .Append($"{LocalTimes.Day(report.At, zone)} {LocalTimes.Time(report.At, zone)}", new Style(decoration: Decoration.Bold))
            .Append($": {Tables.Plain(report.Advice)}{Environment.NewLine}"));
        screen.Out.WriteLine();

        var table = new Grid();
        table.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        Row(table, "Desired", report.Desired is { } desired ? desired.Word() : "nothing: nobody asked");
        Row(table, "Reported", report.Reported is { } reported ? reported.Word() : "not read yet");
        Rows(table, "Asked", report.Intents.Select(it =>
            $"{it.Layer.ToString().ToLowerInvariant(),-8}  {it.Wanted.Word(),-3}  {it.Origin}, since {When(it.Since)}{(it.Until is { } until ? $", until {When(until)}" : "")}"));
        Rows(table, "Before", report.Recent.Take(RecentLines).Select(Line));
        Rows(table, "After", report.Next.Select(Line));
        Tables.Write(table, screen);

        string When(NodaTime.Instant at) => $"{LocalTimes.Day(at, zone)} {LocalTimes.Time(at, zone)}";
        string Line(HistoryEvent it) => $"{When(it.At)}: {Tables.Plain(it.Words)}";
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
