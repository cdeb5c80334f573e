using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Control.Selecting;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Cli.Rendering;

/// <summary><c>status</c> for people: problems first, then by room; what is wrong in full below; one line that sums it up. Of a large hive
/// a terminal shows what needs a look, and a line for each room.</summary>
public static class StatusTable
{
    private const int RoomNeeds = 96;
    private const int PhaseNeeds = 72;
    private const int ReadNeeds = 48;
    private const int ManyOutlets = 60;
    private const int MostLines = 20;

    /// <summary>Draws a report.</summary>
    public static void Write(StatusReport report, Screen screen, StatusDetail detail = StatusDetail.EveryOutlet)
    {
        if (report.Outlets.IsEmpty)
        {
            screen.Out.WriteLine(report.Houses.IsEmpty
                ? NoHouse.Words
                : !report.Waiting.IsEmpty && report.Houses.Sum(static house => house.Outlets) == 0 ? "No plugs yet."
                : report.Houses.Sum(static house => house.Outlets) == 0
                    ? "No plugs yet: they are being looked for. 'tapohive discover' shows what answers."
                    : "No problems: every outlet is what it is wanted to be.");
            WriteHouses(report, screen);
            return;
        }

        var several = report.Houses.Length > 1;
        var ordered = report.Outlets
            .OrderByDescending(static outlet => outlet.NeedsAttention)
            .ThenBy(static outlet => outlet.House, StringComparer.Ordinal)
            .ThenBy(static outlet => outlet.Room ?? "\uffff", StringComparer.Ordinal)
            .ThenBy(static outlet => outlet.Name, StringComparer.Ordinal)
            .ToList();
        var isShort = detail == StatusDetail.Readable && screen.Kind == ScreenKind.Terminal && ordered.Count > ManyOutlets;
        if (isShort)
        {
            WriteShort(ordered, several, screen);
        }
        else
        {
            WriteOutlets(ordered, several, screen);
            WriteProblems(ordered, several, screen, int.MaxValue);
        }

        WriteHouses(report, screen);
        screen.Out.WriteLine();
        screen.Out.WriteLine(Summary(report) + (isShort ? " 'status --all' shows each outlet." : ""));
    }

    private static void WriteShort(List<OutletStatus> outlets, bool several, Screen screen)
    {
        var open = outlets.Where(static outlet => outlet.NeedsAttention).ToList();
        if (open.Count > 0)
        {
            WriteOutlets(open.Take(MostLines).ToList(), several, screen);
            if (open.Count > MostLines)
            {
                screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"... and {open.Count - MostLines} more: 'status --problems'"));
            }

            WriteProblems(open, several, screen, MostLines / 2);
            screen.Out.WriteLine();
        }

        RoomTable.Write(outlets, several, screen);
    }

    private static void WriteOutlets(List<OutletStatus> outlets, bool several, Screen screen)
    {
        var columns = Columns(screen.Width, outlets.Exists(static outlet => outlet.Room is not null));
        var table = Tables.Of(columns.Select(static column => column.Title));
        foreach (var outlet in outlets)
        {
            table.AddRow(columns.Select(column => (Text)column.Cell(outlet, several)));
        }

        Tables.Write(table, screen);
    }

    private static List<Column> Columns(int width, bool hasRooms)
    {
        List<Column> columns =
        [
            new("OUTLET", static (outlet, several) => new Text(several ? outlet.FullName : outlet.Name)),
            new("DESIRED", static (outlet, _) => new Text(Word(outlet.Desired))),
            new("REPORTED", static (outlet, _) => new Text(Word(outlet.Reported), ReportedStyle(outlet))),
            new("PROBLEM", static (outlet, _) => new Text(ProblemWord(outlet), new Style(Color.Red))),
        ];
        if (width >= ReadNeeds)
        {
            columns.Insert(3, new("READ", static (outlet, _) => new Text(Ages.Ago(outlet.ReadAgeSeconds))));
        }

        if (width >= PhaseNeeds)
        {
            columns.Insert(3, new("PHASE", static (outlet, _) => new Text(outlet.Phase.ToString(), PhaseStyle(outlet))));
        }

        if (hasRooms && width >= RoomNeeds)
        {
            columns.Insert(1, new("ROOM", static (outlet, _) => new Text(outlet.Room ?? "-")));
        }

        return columns;
    }

    private static void WriteProblems(List<OutletStatus> outlets, bool several, Screen screen, int most)
    {
        var console = screen.Draw(screen.Out);
        var told = outlets
            .Where(static outlet => outlet.Problem is not null)
            .GroupBy(static outlet => outlet.Problem!)
            .ToList();
        if (told.Count > 0)
        {
            screen.Out.WriteLine();
        }

        foreach (var group in told.Take(most))
        {
            var names = string.Join(", ", group.Take(most).Select(outlet => several ? outlet.FullName : outlet.Name)) + (group.Count() > most ? ", ..." : "");
            var paragraph = new Paragraph();
            if (group.Skip(1).Any() || !group.Key.Message.Contains($"'{group.First().Plug}'", StringComparison.Ordinal))
            {
                paragraph.Append(names, new Style(Color.Red)).Append(": ");
            }

            console.Write(paragraph.Append($"{group.Key.Message}{Environment.NewLine}"));
        }
    }

    private static void WriteHouses(StatusReport report, Screen screen)
    {
        if (!report.Waiting.IsEmpty)
        {
            screen.Out.WriteLine();
            screen.Out.WriteLine($"{Count(report.Waiting.Length, "found plug")} {(report.Waiting.Length == 1 ? "waits" : "wait")} to be let in: 'tapohive adopt' lists {(report.Waiting.Length == 1 ? "it" : "them")}.");
        }

        foreach (var house in report.Houses.Where(static house => house.Storage == StorageHealth.Unavailable))
        {
            screen.Out.WriteLine($"House '{house.Name}' cannot write to its storage and accepts nothing. Look at the hive's log and at the disk.");
        }
    }

    private static string Summary(StatusReport report)
    {
        var outlets = report.Outlets;
        var problems = outlets.Count(static outlet => outlet.Problem is not null);
        var open = outlets.Count(static outlet => outlet.NeedsAttention) - problems;
        return string.Create(CultureInfo.InvariantCulture, $"{Count(outlets.Length, "outlet")}: {outlets.Count(static outlet => !outlet.NeedsAttention)} as wanted")
            + (open > 0 ? string.Create(CultureInfo.InvariantCulture, $", {open} not there yet") : "")
            + (problems > 0 ? $", {Count(problems, "problem")}" : "")
            + ".";
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static string Word(PowerState? state) => state?.Word() ?? "-";

    private static string ProblemWord(OutletStatus outlet) =>
        outlet.Problem?.Code ?? (outlet.Quarantined ? "quarantined" : outlet.Converged || outlet.Reported is null ? "" : "not yet");

    private static Style ReportedStyle(OutletStatus outlet) => outlet switch
    {
        { NeedsAttention: true } => new Style(Color.Yellow),
        { Reported: PowerState.On } => new Style(Color.Green),
        _ => Style.Plain,
    };

    private static Style PhaseStyle(OutletStatus outlet) => outlet.Phase == SessionPhase.LoggedIn ? Style.Plain : new Style(Color.Yellow);

    private sealed record Column(string Title, Func<OutletStatus, bool, Text> Cell);
}
