using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Contract;
using TapoHive.Control.Wire;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Projections;

/// <summary>From bins to the answer of <c>energy</c>. Pure.</summary>
public static class EnergyProjection
{
    private const string Unit = "Wh";

    /// <summary>One outlet.</summary>
    public static MeteredOutlet Of(HouseView view, OutletEnergy told, EnergyQuestion question, Tariff? tariff, DateTimeZone zone, Instant now)
    {
        var outlet = view.State[told.Outlet.Key];
        var isFresh = told.Last.IsFreshAt(now);
        var points = EnergyPoints.Of(UpTo(question.Windows, isFresh ? told.Last.At : now, now), told.Bins, tariff, zone);
        var (energy, complete, cost) = Sum(points);
        return new MeteredOutlet(points, new EnergyOutletReport(
            outlet.Name.Value,
            view.Name.Value,
            outlet.Room,
            outlet.Tags,
            Unit,
            Told(points),
            energy,
            complete,
            cost,
            isFresh ? told.Last.Power?.Watts : null,
            isFresh ? told.Last.Voltage?.Millivolts / 1000.0 : null,
            isFresh ? told.Last.Current?.Milliamperes / 1000.0 : null,
            Math.Max(0, Math.Round((now - told.Last.At).TotalSeconds, 1))));
    }

    /// <summary>Outlets put together.</summary>
    public static ImmutableArray<EnergyGroupReport> Groups(IReadOnlyCollection<MeteredOutlet> outlets, EnergyGrouping by) =>
    [
        .. outlets
            .SelectMany(outlet => Names(outlet.Report, by).Select(name => (Name: name, Outlet: outlet)))
            .GroupBy(static pair => (pair.Outlet.Report.House, pair.Name), static pair => pair.Outlet)
            .OrderBy(static group => group.Key.House, StringComparer.Ordinal)
            .ThenBy(static group => group.Key.Name.Length == 0 ? "\uffff" : group.Key.Name, StringComparer.Ordinal)
            .Select(static group => Group(group.Key.House, group.Key.Name, [.. group])),
    ];

    private static EnergyGroupReport Group(string house, string name, List<MeteredOutlet> outlets)
    {
        var points = EnergyPoints.Together([.. outlets.Select(static outlet => outlet.Points)]);
        var (energy, complete, cost) = Sum(points);
        var now = outlets.Select(static outlet => outlet.Report.NowWatts).OfType<double>().ToList();
        return new EnergyGroupReport(
            name, house, [.. outlets.Select(static outlet => outlet.Report.Name)], Unit, Told(points), energy, complete, cost, now.Count == 0 ? null : now.Sum());
    }

    private static ImmutableArray<string> Names(EnergyOutletReport outlet, EnergyGrouping by) =>
        by == EnergyGrouping.Room ? [outlet.Room ?? ""] : outlet.Tags.IsDefaultOrEmpty ? [""] : outlet.Tags;

    // What is not over ends with what is known by now, else the seconds since the last look would be missing from it.
    private static ImmutableArray<EnergyWindow> UpTo(ImmutableArray<EnergyWindow> windows, Instant known, Instant now) =>
        [.. windows.Select(window => window with { To = Instant.Max(window.From, Instant.Min(window.To, Instant.Min(known, now))) })];

    // A window that began after the last look has nothing to tell yet.
    private static ImmutableArray<EnergyPointReport> Told(ImmutableArray<EnergyPoint> points) =>
        [.. points.Where(static (point, i) => i == 0 || point.Window.To > point.Window.From).Select(Of)];

    private static EnergyPointReport Of(EnergyPoint point) => new(
        point.Window.From,
        point.Window.To,
        point.Energy is { } energy ? Math.Round(energy.WattHours, 3) : null,
        point.IsComplete,
        Seconds(point.Filled),
        Seconds(point.Unknown),
        point.Cost is { } cost ? Math.Round(cost, 6) : null);

    private static (double? WattHours, bool Complete, decimal? Cost) Sum(ImmutableArray<EnergyPoint> points)
    {
        var known = points.Where(static point => point.Energy is not null).ToList();
        return (
            known.Count == 0 ? null : Math.Round(new EnergyAmount(known.Sum(static point => point.Energy!.Value.Millijoules)).WattHours, 3),
            points.All(static point => point.IsComplete),
            known.Exists(static point => point.Cost is not null) ? Math.Round(known.Sum(static point => point.Cost ?? 0), 6) : null);
    }

    private static double? Seconds(Duration time) => time > Duration.Zero ? Math.Round(time.TotalSeconds, 1) : null;
}
