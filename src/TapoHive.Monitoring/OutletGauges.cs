using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using NodaTime;
using TapoHive.Actors;
using TapoHive.Control.Projections;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Monitoring;

/// <summary>Figures of each outlet, by its house's name and its own; only where that is asked for.</summary>
internal static class OutletGauges
{
    /// <summary>How many series of one figure there may be: more than any hive has outlets.</summary>
    public const int MostSeries = 50_000;

    private const double JoulesInWattHour = 3600;

    private const string On = "tapohive.outlet.on";
    private const string Converged = "tapohive.outlet.converged";
    private const string Power = "tapohive.outlet.power";
    private const string Energy = "tapohive.outlet.energy";

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = [On, Converged, Power, Energy];

    /// <summary>Adds them to a meter.</summary>
    public static void AddTo(Meter meter, Func<Hive?> hive, IClock clock)
    {
        meter.CreateObservableGauge(On, () => Of(hive, static (view, plug, outlet) => StatusProjection.Reported(outlet, view.Reports.GetValueOrDefault(plug.Id)) switch
        {
            PowerState.On => 1,
            PowerState.Off => 0,
            _ => null,
        }), null, "Whether the outlet is on, by its last reading: 1 or 0.");
        meter.CreateObservableGauge(Converged, () => Of(hive, (view, plug, outlet) =>
            StatusProjection.IsConverged(outlet, view.Reports.GetValueOrDefault(plug.Id), clock.GetCurrentInstant()) ? 1 : 0), null, "Whether the outlet is proven to be what its house asks for: 1 or 0.");
        meter.CreateObservableGauge(Power, () => Of(hive, (_, plug, outlet) => Watts(Look(hive, plug, outlet), clock.GetCurrentInstant())), "W", "What flows through the outlet, as long as its meter is looked at.");
        meter.CreateObservableCounter(Energy, () => Of(hive, (_, plug, outlet) =>
            Look(hive, plug, outlet) is { } look ? (look.Month ?? look.Today)?.WattHours * JoulesInWattHour : null), "J", "What flowed through the outlet since the first of the month, by the plug's own count; begins anew with each.");
    }

    /// <summary>What flows by a look; nothing where it was too long ago to say.</summary>
    internal static double? Watts(EnergySample? look, Instant now) => look is not null && look.IsFreshAt(now) ? look.Power?.Milliwatts / 1000.0 : null;

    private static EnergySample? Look(Func<Hive?> hive, PlugRecord plug, OutletRecord outlet) => hive()?.LastLook(new OutletKey(plug.Id, outlet.Slot));

    private static IEnumerable<Measurement<double>> Of(Func<Hive?> hive, Func<HouseView, PlugRecord, OutletRecord, double?> figure)
    {
        foreach (var (view, plug, outlet) in HouseGauges.Outlets(hive))
        {
            if (figure(view, plug, outlet) is { } value)
            {
                yield return new Measurement<double>(value, new("house", view.Name.Value), new("outlet", outlet.Name.Value));
            }
        }
    }
}
