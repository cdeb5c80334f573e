using System.Diagnostics.Metrics;
using NodaTime;
using TapoHive.Actors;
using TapoHive.Actors.Instruments;
using TapoHive.Control.Projections;
using TapoHive.Domain.Houses;

namespace TapoHive.Monitoring;

/// <summary>How houses stand, looked up in what they show when somebody asks: nothing is counted along.</summary>
internal static class HouseGauges
{
    /// <summary>Adds them to a meter.</summary>
    public static void AddTo(Meter meter, Func<Hive?> hive, IClock clock, string version)
    {
        meter.CreateObservableGauge("tapohive.build.info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", version)), null, "The version of the program; always 1.");
        meter.CreateObservableGauge("tapohive.houses", () => Count(Views(hive), Storages, static view => HiveInstruments.Word(view.Storage), "storage"), "{house}", "Houses, by whether their journal can be written.");
        meter.CreateObservableGauge("tapohive.plugs", () => Count(Plugs(hive), PlugStanding.Words, static plug => PlugStanding.Of(plug.View, plug.Plug), "state"), "{plug}", "Plugs, by where their sessions stand.");
        meter.CreateObservableGauge("tapohive.outlets", () => Count(Outlets(hive), OutletStanding.Words, outlet => OutletStanding.Of(outlet.View, outlet.Plug, outlet.Outlet, clock.GetCurrentInstant()), "state"), "{outlet}", "Outlets, by whether they are what their house asks for.");
        meter.CreateObservableGauge("tapohive.outlet.problems", () => Problems(hive), "{outlet}", "Outlets that something is wrong with, by what it is.");
        meter.CreateObservableGauge("tapohive.telemetry.waiting", () => hive()?.TelemetryWaiting ?? 0, "{look}", "Looks at meters that wait to be stored.");
    }

    /// <summary>All outlets of all houses.</summary>
    public static IEnumerable<(HouseView View, PlugRecord Plug, OutletRecord Outlet)> Outlets(Func<Hive?> hive) =>
        Plugs(hive).SelectMany(static plug => plug.Plug.Outlets.Values.Select(outlet => (plug.View, plug.Plug, outlet)));

    private static readonly string[] Storages = [.. Enum.GetValues<StorageHealth>().Select(HiveInstruments.Word)];

    private static IEnumerable<HouseView> Views(Func<Hive?> hive) => hive()?.Board.Views.Values ?? [];

    private static IEnumerable<(HouseView View, PlugRecord Plug)> Plugs(Func<Hive?> hive) =>
        Views(hive).SelectMany(static view => view.State.Plugs.Values.Select(plug => (view, plug)));

    private static IEnumerable<Measurement<int>> Problems(Func<Hive?> hive) => Outlets(hive)
        .Select(static outlet => StatusProjection.Problem(outlet.Plug, outlet.Outlet, outlet.View.Reports.GetValueOrDefault(outlet.Plug.Id))?.Code)
        .OfType<string>()
        .CountBy(static code => code)
        .Select(static counted => new Measurement<int>(counted.Value, new KeyValuePair<string, object?>("code", counted.Key)));

    // Words that nothing stands for now are told too, as 0: a series that comes and goes cannot be reckoned with.
    private static IEnumerable<Measurement<int>> Count<T>(IEnumerable<T> all, IEnumerable<string> words, Func<T, string> word, string label)
    {
        var counts = all.CountBy(word).ToDictionary(StringComparer.Ordinal);
        return words.Select(each => new Measurement<int>(counts.GetValueOrDefault(each), new KeyValuePair<string, object?>(label, each)));
    }
}
