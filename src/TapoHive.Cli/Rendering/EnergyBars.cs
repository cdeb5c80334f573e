using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Energy;

namespace TapoHive.Cli.Rendering;

/// <summary>The course of one outlet or group as a bar for each window.</summary>
internal static class EnergyBars
{
    private const string Eighths = " ▏▎▍▌▋▊▉";
    private const int Words = 46;
    private const int LeastBar = 8;
    private const int MostBar = 60;

    /// <summary>Draws them.</summary>
    public static void Write(string name, ImmutableArray<EnergyPointReport> points, EnergyReport report, Screen screen)
    {
        var zone = LocalTimes.ZoneOf(report.Houses[0].TimeZone);
        var most = points.Max(static point => point.WattHours) ?? 0;
        var width = Math.Clamp(screen.Width - Words, LeastBar, MostBar);
        var hasCost = report.Currency is not null;
        var table = Tables.Of(hasCost ? [name.ToUpperInvariant(), "ENERGY", "", "", "COST"] : [name.ToUpperInvariant(), "ENERGY", "", ""]);
        foreach (var point in points)
        {
            var cells = new List<Text>
            {
                new(Window(point, report.By!.Value, zone)),
                new(EnergyFigures.Energy(point.WattHours)) { Justification = Justify.Right },
                new(Marks.Of(point), new Style(Color.Yellow)),
                new(point.WattHours is null ? "not known" : Bar(point.WattHours, most, width), new Style(point.Complete ? Color.Green : Color.Yellow)),
            };
            cells.AddRange(hasCost ? [new Text(EnergyFigures.Cost(point.Cost, report.Currency)) { Justification = Justify.Right }] : []);
            table.AddRow(cells);
        }

        Tables.Write(table, screen);
        var known = points.Where(static point => point.WattHours is not null).ToList();
        var cost = report.Currency is { } currency ? $", {EnergyFigures.Cost(known.Sum(static point => point.Cost ?? 0), currency)}" : "";
        screen.Out.WriteLine();
        screen.Out.WriteLine($"Together {EnergyFigures.Energy(known.Sum(static point => point.WattHours!.Value))}{cost}.");
    }

    /// <summary>A bar, to the eighth of a column.</summary>
    public static string Bar(double? figure, double most, int width)
    {
        var eighths = figure is > 0 && most > 0 ? Math.Max(1, (int)Math.Round(figure.Value / most * width * 8)) : 0;
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[eighths % 8].ToString(CultureInfo.InvariantCulture));
    }

    private static string Window(EnergyPointReport point, EnergyScale by, DateTimeZone zone) => by switch
    {
        EnergyScale.Day => LocalTimes.Day(point.From, zone),
        EnergyScale.Month => point.From.InZone(zone).ToString("MMMM uuuu", CultureInfo.InvariantCulture),
        _ => $"{point.From.InZone(zone).ToString("ddd dd", CultureInfo.InvariantCulture)} {point.From.InZone(zone).ToString("HH:mm", CultureInfo.InvariantCulture)}",
    };
}
