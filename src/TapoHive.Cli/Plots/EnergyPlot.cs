using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using ScottPlot;
using ScottPlot.Hatches;
using ScottPlot.TickGenerators;
using TapoHive.Cli.Rendering;
using TapoHive.Control.Contract;
using TapoHive.Domain.Energy;

namespace TapoHive.Cli.Plots;

/// <summary>
/// Energy as a picture: a bar for each window, made of what flowed through each outlet or group, the largest at the bottom. Where something is not known the
/// background is striped; what is from a plug's own record is paler.
/// </summary>
public static class EnergyPlot
{
    private const int Width = 1400;
    private const int Height = 720;
    private const int MostSeries = 7;
    private const double MostLabels = 16;
    private const double Paler = 0.45;
    private const string Others = "others";

    private static readonly Color Ink = Color.FromHex("#33373d");
    private static readonly Color Faint = Color.FromHex("#e4e7eb");
    private static readonly Color Night = Color.FromHex("#f5f6f8");
    private static readonly Color Stripes = Color.FromHex("#a9b0b8");

    private static readonly Striped Striped = new(StripeDirection.DiagonalUp);

    // Okabe and Ito's colours, which people tell apart whatever their eyes make of red and green; the strongest first.
    private static readonly Color[] Palette =
    [
        Color.FromHex("#0072b2"), Color.FromHex("#e69f00"), Color.FromHex("#009e73"), Color.FromHex("#cc79a7"), Color.FromHex("#56b4e9"), Color.FromHex("#d55e00"),
        Color.FromHex("#d8c800"), Color.FromHex("#8b939c"),
    ];

    /// <summary>Draws a report into a file, PNG or SVG by its name.</summary>
    public static void Write(EnergyReport report, string file)
    {
        ArgumentNullException.ThrowIfNull(report);
        var zone = LocalTimes.ZoneOf(report.Houses[0].TimeZone);
        var series = Series(report);
        using var plot = new Plot();
        Frame(plot);
        if (series.Exists(static layer => !layer.Points.IsEmpty) && report.By is { } by)
        {
            Draw(plot, series, by, zone);
            plot.Title(Title(report, series.MaxBy(static layer => layer.Points.Length)!.Points, zone), 22);
        }
        else
        {
            plot.Title("Nothing was measured in this time", 22);
        }

        plot.Axes.Title.Label.Alignment = Alignment.LowerCenter;
        plot.Axes.Title.Label.ForeColor = Ink;
        if (Path.GetExtension(file).Equals(".svg", StringComparison.OrdinalIgnoreCase))
        {
            plot.SaveSvg(file, Width, Height);
        }
        else
        {
            plot.SavePng(file, Width, Height);
        }
    }

    private static void Frame(Plot plot)
    {
        plot.FigureBackground.Color = Colors.White;
        plot.Font.Set(Fonts.Sans);
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Faint;
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.MinorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.FontSize = 15;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 15;
        plot.Axes.Left.Label.FontSize = 16;
        plot.Axes.Left.Label.Bold = false;
    }

    private static void Draw(Plot plot, List<Layer> series, EnergyScale by, DateTimeZone zone)
    {
        var windows = series.MaxBy(static layer => layer.Points.Length)!.Points;
        var inKilo = Enumerable.Range(0, windows.Length).Max(i => series.Sum(layer => layer.At(i)?.WattHours ?? 0)) >= 2_000;
        var bars = new List<Bar>();
        var top = 0.0;
        Shade(plot, series, windows, by, zone);
        for (var i = 0; i < windows.Length; i++)
        {
            var sum = 0.0;
            for (var layer = 0; layer < series.Count; layer++)
            {
                if (series[layer].At(i) is { WattHours: { } wattHours } point && wattHours > 0)
                {
                    var figure = wattHours / (inKilo ? 1_000 : 1);
                    bars.Add(new Bar
                    {
                        Position = i + 0.5,
                        ValueBase = sum,
                        Value = sum + figure,
                        Size = windows.Length > 100 ? 0.94 : 0.82,
                        FillColor = point.FilledSeconds is null ? Palette[layer] : Palette[layer].WithOpacity(Paler),
                        LineWidth = 0,
                    });
                    sum += figure;
                }
            }

            top = Math.Max(top, sum);
        }

        plot.Add.Bars(bars);
        Ticks(plot, windows, by, zone);
        Legend(plot, series);
        plot.YLabel($"{(inKilo ? "kWh" : "Wh")} {Each(by)}");
        plot.XLabel($"time in {zone.Id.Replace('_', ' ')}", 14);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.SetLimits(0, windows.Length, 0, top <= 0 ? 1 : top * 1.08);
    }

    private static string Each(EnergyScale by) => by switch
    {
        EnergyScale.Minute => "a minute",
        EnergyScale.Quarter => "a quarter of an hour",
        EnergyScale.Hour => "an hour",
        EnergyScale.Day => "a day",
        _ => "a month",
    };

    // Every other day, so that the eye finds its way; and what is not known, so that it is not taken for nothing.
    private static void Shade(Plot plot, List<Layer> series, ImmutableArray<EnergyPointReport> windows, EnergyScale by, DateTimeZone zone)
    {
        for (var i = 0; i < windows.Length; i++)
        {
            if (by < EnergyScale.Day && windows[i].From.InZone(zone).DayOfYear % 2 == 0)
            {
                plot.Add.HorizontalSpan(i, i + 1, Night).LineStyle.Width = 0;
            }
        }

        for (var i = 0; i < windows.Length; i++)
        {
            // One stretch, one piece: stripes that begin anew with each window would not meet.
            var end = i;
            while (end < windows.Length && series.Exists(layer => layer.At(end)?.UnknownSeconds is not null))
            {
                end++;
            }

            if (end > i)
            {
                var span = plot.Add.HorizontalSpan(i, end, Faint);
                span.LineStyle.Width = 0;
                span.FillStyle.Hatch = Striped;
                span.FillStyle.HatchColor = Stripes;
                i = end;
            }
        }
    }

    private static void Ticks(Plot plot, ImmutableArray<EnergyPointReport> windows, EnergyScale by, DateTimeZone zone)
    {
        var ticks = new NumericManual();
        var hours = (windows[^1].To - windows[0].From).TotalHours;
        if (by >= EnergyScale.Day || hours <= 50)
        {
            var each = Math.Max(1, (int)Math.Ceiling(windows.Length / MostLabels));
            for (var i = 0; i < windows.Length; i += each)
            {
                ticks.AddMajor(i + 0.5, Label(windows[i], by, zone));
            }
        }
        else
        {
            // One label in the middle of each day, or of every few; none under a day of which little is shown.
            var days = windows.Select((window, i) => (Day: window.From.InZone(zone).Date, At: i)).GroupBy(static pair => pair.Day, static pair => pair.At).ToList();
            var each = Math.Max(1, (int)Math.Ceiling(days.Count / MostLabels));
            var most = days.Max(static day => day.Count());
            foreach (var day in days.Where((day, number) => number % each == 0 && day.Count() * 2 >= most))
            {
                ticks.AddMajor((day.Min() + day.Max() + 1) / 2.0, day.Key.ToString("ddd d MMM", CultureInfo.InvariantCulture));
            }
        }

        plot.Axes.Bottom.TickGenerator = ticks;
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
    }

    private static string Label(EnergyPointReport window, EnergyScale by, DateTimeZone zone)
    {
        var from = window.From.InZone(zone);
        return by switch
        {
            EnergyScale.Month => from.ToString("MMM uuuu", CultureInfo.InvariantCulture),
            EnergyScale.Day => from.ToString("ddd d MMM", CultureInfo.InvariantCulture),
            _ => from.TimeOfDay == LocalTime.Midnight ? from.ToString("ddd d", CultureInfo.InvariantCulture) : from.ToString("HH:mm", CultureInfo.InvariantCulture),
        };
    }

    private static void Legend(Plot plot, List<Layer> series)
    {
        plot.Legend.IsVisible = true;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.BackgroundColor = Colors.White;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontSize = 15;
        plot.Legend.FontColor = Ink;
        for (var layer = 0; layer < series.Count; layer++)
        {
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = $"{series[layer].Name}  {EnergyFigures.Energy(series[layer].WattHours)}", FillColor = Palette[layer], MarkerShape = MarkerShape.None, LineWidth = 0 });
        }

        var points = series.SelectMany(static layer => layer.Points).ToList();
        if (points.Exists(static point => point.FilledSeconds is not null))
        {
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = "paler: from the plug's own record", FillColor = Palette[0].WithOpacity(Paler), LineWidth = 0 });
        }

        if (points.Exists(static point => point.UnknownSeconds is not null))
        {
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = "striped: not known", FillColor = Faint, FillHatch = Striped, FillHatchColor = Stripes, LineWidth = 0 });
        }

        plot.ShowLegend(Edge.Bottom);
    }

    private static string Title(EnergyReport report, ImmutableArray<EnergyPointReport> windows, DateTimeZone zone)
    {
        var (from, to) = (windows[0].From.InZone(zone), (windows[^1].To - Duration.Epsilon).InZone(zone));
        var time = from.Date == to.Date
            ? from.ToString("dddd d MMMM uuuu", CultureInfo.InvariantCulture)
            : $"{from.ToString("ddd d MMM", CultureInfo.InvariantCulture)} to {to.ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture)}";
        var name = report.Outlets.Length == 1 ? $"{report.Outlets[0].Name}, " : "";
        var cost = report.Currency is { } currency ? $", {EnergyFigures.Cost(report.Outlets.Sum(static outlet => outlet.Cost ?? 0), currency)}" : "";
        return $"{name}{time}: {EnergyFigures.Energy(report.Outlets.Sum(static outlet => outlet.WattHours ?? 0))}{cost}";
    }

    // The largest by name, the rest together: more colours than that nobody tells apart.
    private static List<Layer> Series(EnergyReport report)
    {
        var all = (report.Groups is { } groups
                ? groups.Select(static group => new Layer(group.Name.Length == 0 ? "(none)" : group.Name, group.Points, group.WattHours ?? 0))
                : report.Outlets.Select(static outlet => new Layer(outlet.Name, outlet.Points, outlet.WattHours ?? 0)))
            .OrderByDescending(static layer => layer.WattHours).ToList();
        if (all.Count <= MostSeries + 1)
        {
            return all;
        }

        var rest = all.Skip(MostSeries).ToList();
        return
        [
            .. all.Take(MostSeries),
            new Layer(Others, [.. rest.MaxBy(static layer => layer.Points.Length)!.Points.Select((point, i) => Together(point, [.. rest.Select(layer => layer.At(i)).OfType<EnergyPointReport>()]))], rest.Sum(static layer => layer.WattHours)),
        ];
    }

    private static EnergyPointReport Together(EnergyPointReport first, List<EnergyPointReport> points) => first with
    {
        WattHours = points.Exists(static point => point.WattHours is not null) ? points.Sum(static point => point.WattHours ?? 0) : null,
        FilledSeconds = points.Max(static point => point.FilledSeconds),
        UnknownSeconds = points.Max(static point => point.UnknownSeconds),
    };

    // One that was looked at some seconds before another may have a window less.
    private sealed record Layer(string Name, ImmutableArray<EnergyPointReport> Points, double WattHours)
    {
        public EnergyPointReport? At(int window) => window < Points.Length ? Points[window] : null;
    }
}
