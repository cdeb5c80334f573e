using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>Puts bins into windows, and windows of several outlets together.</summary>
public static class EnergyPoints
{
    /// <summary>The windows with what is known of each. Windows follow each other, bins are in order, and each lies in one window.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="bins">What is known.</param>
    /// <param name="tariff">What a kilowatt-hour costs; absent where nobody said.</param>
    /// <param name="zone">The zone of the tariff's times.</param>
    public static ImmutableArray<EnergyPoint> Of(ImmutableArray<EnergyWindow> windows, ImmutableArray<EnergyBin> bins, Tariff? tariff, DateTimeZone zone)
    {
        var points = ImmutableArray.CreateBuilder<EnergyPoint>(windows.Length);
        var next = 0;
        foreach (var window in windows)
        {
            while (next < bins.Length && bins[next].From < window.From)
            {
                next++;
            }

            var sum = new EnergyBin(window.From, EnergyAmount.Zero, Duration.Zero, Duration.Zero);
            var cost = 0m;
            for (; next < bins.Length && bins[next].From < window.To; next++)
            {
                sum += bins[next];
                cost += tariff is null ? 0 : tariff.Cost(bins[next].Energy, bins[next].From, zone);
            }

            var isKnown = sum.Measured + sum.Filled > Duration.Zero;
            points.Add(new EnergyPoint(window, isKnown ? sum.Energy : null, sum.Measured, sum.Filled, tariff is null || !isKnown ? null : cost));
        }

        return points.MoveToImmutable();
    }

    /// <summary>Several outlets over the same windows as one. It is measured as far as all of them were.</summary>
    public static ImmutableArray<EnergyPoint> Together(IReadOnlyList<ImmutableArray<EnergyPoint>> outlets)
    {
        ArgumentNullException.ThrowIfNull(outlets);
        return outlets.Count == 0 ? [] : [.. outlets[0].Select((first, i) =>
        {
            var all = outlets.Select(points => points[i]).ToList();
            var known = all.Where(static point => point.Energy is not null).ToList();
            var window = first.Window with { To = all.Max(static point => point.Window.To) };
            var length = window.To - window.From;

            // Each by its own end: one that was looked at some seconds before another misses nothing.
            var unknown = all.Max(static point => point.Unknown);
            var filled = Duration.Min(all.Max(static point => point.Filled), length - unknown);
            return new EnergyPoint(
                window,
                known.Count == 0 ? null : new EnergyAmount(known.Sum(static point => point.Energy!.Value.Millijoules)),
                length - unknown - filled,
                filled,
                known.Any(static point => point.Cost is not null) ? known.Sum(static point => point.Cost ?? 0) : null);
        })];
    }
}
