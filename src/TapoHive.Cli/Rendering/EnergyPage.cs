using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Energy;

namespace TapoHive.Cli.Rendering;

/// <summary><c>energy</c> for people: one line for each outlet or group with its course as a sparkline; where it is about one, a bar for each window.</summary>
public static class EnergyPage
{
    private const int SparklineNeeds = 64;
    private const int Sparkline = 31;
    private const int RoomNeeds = 110;

    /// <summary>Draws a report.</summary>
    public static void Write(EnergyReport report, Screen screen)
    {
        if (report.Outlets.IsEmpty)
        {
            screen.Out.WriteLine("Nothing measures energy yet. Plugs that do (P110, P115, most strips) are asked a few seconds after they have connected.");
            return;
        }

        if (report.By is null)
        {
            WriteNow(report, screen);
        }
        else if (Only(report) is { } only)
        {
            EnergyBars.Write(only.Name, only.Points, report, screen);
        }
        else
        {
            WriteRows(report, screen);
        }

        WriteNotes(report, screen);
    }

    private static (string Name, ImmutableArray<EnergyPointReport> Points)? Only(EnergyReport report) =>
        report.Groups is { Length: 1 } groups ? (NameOf(groups[0].Name), groups[0].Points)
        : report.Groups is null && report.Outlets.Length == 1 ? (report.Outlets[0].Name, report.Outlets[0].Points)
        : null;

    private static void WriteNow(EnergyReport report, Screen screen)
    {
        var several = report.Houses.Length > 1;
        var table = Tables.Of("OUTLET", "ROOM", "POWER", "", "VOLTAGE", "CURRENT", "LOOKED AT");
        var most = report.Outlets.Max(static outlet => outlet.NowWatts ?? 0);
        foreach (var outlet in report.Outlets.OrderByDescending(static outlet => outlet.NowWatts ?? -1).ThenBy(static outlet => outlet.Name, StringComparer.Ordinal))
        {
            table.AddRow(
                new Text(several ? $"{outlet.House}/{outlet.Name}" : outlet.Name),
                new Text(outlet.Room ?? "-"),
                new Text(EnergyFigures.Power(outlet.NowWatts)) { Justification = Justify.Right },
                new Text(EnergyBars.Bar(outlet.NowWatts, most, 16), new Style(Color.Green)),
                new Text(outlet.Volts is { } volts ? string.Create(CultureInfo.InvariantCulture, $"{volts:0.0} V") : "-"),
                new Text(outlet.Amperes is { } amperes ? string.Create(CultureInfo.InvariantCulture, $"{amperes:0.000} A") : "-"),
                new Text(Ages.Ago(outlet.LookAgeSeconds)));
        }

        Tables.Write(table, screen);
        screen.Out.WriteLine();
        screen.Out.WriteLine($"Together {EnergyFigures.Power(report.Outlets.Sum(static outlet => outlet.NowWatts ?? 0))}.");
    }

    private static void WriteRows(EnergyReport report, Screen screen)
    {
        var several = report.Houses.Length > 1;
        var hasCost = report.Currency is not null;
        var rows = report.Groups is { } groups
            ? groups.Select(group => new Row(several ? $"{group.House}/{NameOf(group.Name)}" : NameOf(group.Name), Count(group.Outlets.Length), group.Points, group.WattHours, group.Cost, group.NowWatts)).ToList()
            : [.. report.Outlets.Select(outlet => new Row(several ? $"{outlet.House}/{outlet.Name}" : outlet.Name, outlet.Room ?? "-", outlet.Points, outlet.WattHours, outlet.Cost, outlet.NowWatts))];
        var hasSparkline = screen.Width >= SparklineNeeds;
        var hasRoom = screen.Width >= RoomNeeds || report.Groups is not null;
        var columns = new List<string> { report.Groups is null ? "OUTLET" : "GROUP" };
        columns.AddRange(hasRoom ? [report.Groups is null ? "ROOM" : "OUTLETS"] : []);
        columns.AddRange(hasSparkline ? [Course(report)] : []);
        columns.AddRange(["ENERGY", ""]);
        columns.AddRange(hasCost ? ["COST"] : []);
        columns.Add("NOW");
        var table = Tables.Of(columns);
        foreach (var row in rows.OrderByDescending(static row => row.WattHours ?? -1).ThenBy(static row => row.Name, StringComparer.Ordinal))
        {
            var cells = new List<Text> { new(row.Name) };
            cells.AddRange(hasRoom ? [new Text(row.Place)] : []);
            cells.AddRange(hasSparkline ? [new Text(EnergyFigures.Sparkline(row.Points, screen.Width >= RoomNeeds ? Sparkline * 2 : Sparkline), new Style(Color.Green))] : []);
            cells.Add(new Text(EnergyFigures.Energy(row.WattHours)) { Justification = Justify.Right });
            cells.Add(new Text(Marks.Of(row.Points.AsSpan()), new Style(Color.Yellow)));
            cells.AddRange(hasCost ? [new Text(EnergyFigures.Cost(row.Cost, report.Currency)) { Justification = Justify.Right }] : []);
            cells.Add(new Text(EnergyFigures.Power(row.NowWatts)) { Justification = Justify.Right });
            table.AddRow(cells);
        }

        Tables.Write(table, screen);
        screen.Out.WriteLine();
        screen.Out.WriteLine(Summary(report));
    }

    private static string Summary(EnergyReport report)
    {
        var points = report.Outlets[0].Points;
        var zone = LocalTimes.ZoneOf(report.Houses.First(house => house.Name == report.Outlets[0].House).TimeZone);
        var sum = report.Outlets.Sum(static outlet => outlet.WattHours ?? 0);
        var cost = report.Currency is { } currency ? $", {EnergyFigures.Cost(report.Outlets.Sum(static outlet => outlet.Cost ?? 0), currency)}" : "";
        var time = points.IsEmpty ? "" : $" from {LocalTimes.Minute(points[0].From, zone)} to {LocalTimes.Minute(points[^1].To, zone)}";
        return $"Together {EnergyFigures.Energy(sum)}{cost}{time}.";
    }

    private static void WriteNotes(EnergyReport report, Screen screen)
    {
        var points = report.Outlets.SelectMany(static outlet => outlet.Points).ToList();
        if (points.Exists(static point => point.UnknownSeconds is not null))
        {
            screen.Out.WriteLine($"{Marks.Unknown}  a part is not known: nobody looked, and the plug does not tell. It is not counted as zero.");
        }

        if (points.Exists(static point => point.FilledSeconds is not null))
        {
            screen.Out.WriteLine($"{Marks.Filled}  a part is from the plug's own record: nobody looked meanwhile.");
        }

        if (!report.Unmetered.IsEmpty)
        {
            screen.Out.WriteLine($"Not measured: {string.Join(", ", report.Unmetered.Select(static outlet => outlet.Name))}.");
        }
    }

    private static string Course(EnergyReport report) => report.By switch
    {
        EnergyScale.Minute => "BY THE MINUTE",
        EnergyScale.Quarter => "BY THE QUARTER HOUR",
        EnergyScale.Hour => "BY THE HOUR",
        EnergyScale.Day => "BY THE DAY",
        _ => "BY THE MONTH",
    };

    private static string NameOf(string group) => group.Length == 0 ? "(none)" : group;

    private static string Count(int outlets) => outlets.ToString(CultureInfo.InvariantCulture);

    private sealed record Row(string Name, string Place, ImmutableArray<EnergyPointReport> Points, double? WattHours, decimal? Cost, double? NowWatts);
}
