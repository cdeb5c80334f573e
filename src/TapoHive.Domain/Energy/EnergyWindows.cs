using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>Cuts time as the clock on the wall does: days of 23 and 25 hours are one day each.</summary>
public static class EnergyWindows
{
    /// <summary>The start of the window that a moment lies in.</summary>
    public static Instant StartOf(EnergyScale scale, DateTimeZone zone, Instant at)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return scale switch
        {
            EnergyScale.Minute => MinuteBins.MinuteOf(at),
            EnergyScale.Quarter => MinuteBins.QuarterOf(at),
            EnergyScale.Hour => StartOfHour(zone, at),
            EnergyScale.Day => zone.AtStartOfDay(at.InZone(zone).Date).ToInstant(),
            EnergyScale.Month => zone.AtStartOfDay(at.InZone(zone).Date.With(DateAdjusters.StartOfMonth)).ToInstant(),
            _ => throw new ArgumentOutOfRangeException(nameof(scale)),
        };
    }

    /// <summary>The start of the one behind it.</summary>
    public static Instant NextStart(EnergyScale scale, DateTimeZone zone, Instant start) => scale switch
    {
        EnergyScale.Minute => start + Duration.FromMinutes(1),
        EnergyScale.Quarter => start + Duration.FromMinutes(15),

        // Where a clock is set by half an hour an hour is cut short.
        EnergyScale.Hour => StartOfHour(zone, start + Duration.FromHours(1)),
        EnergyScale.Day => zone.AtStartOfDay(start.InZone(zone).Date.PlusDays(1)).ToInstant(),
        EnergyScale.Month => zone.AtStartOfDay(start.InZone(zone).Date.With(DateAdjusters.StartOfMonth).PlusMonths(1)).ToInstant(),
        _ => throw new ArgumentOutOfRangeException(nameof(scale)),
    };

    /// <summary>The windows between two moments; the first and the last are cut there. Nothing where there would be more than <paramref name="most"/>.</summary>
    public static ImmutableArray<EnergyWindow>? Between(EnergyScale scale, DateTimeZone zone, Instant from, Instant to, int most)
    {
        var windows = ImmutableArray.CreateBuilder<EnergyWindow>();
        for (var start = from; start < to;)
        {
            var next = NextStart(scale, zone, StartOf(scale, zone, start));
            windows.Add(new EnergyWindow(start, Instant.Min(next, to)));
            start = next;
            if (windows.Count > most)
            {
                return null;
            }
        }

        return windows.ToImmutable();
    }

    private static Instant StartOfHour(DateTimeZone zone, Instant at)
    {
        var local = at.InZone(zone);
        var start = at - Duration.FromMinutes(local.Minute) - Duration.FromSeconds(local.Second) - Duration.FromNanoseconds(local.NanosecondOfSecond);

        // Before its clock was set another hour ran.
        return zone.GetZoneInterval(at) is { HasStart: true } interval ? Instant.Max(start, interval.Start) : start;
    }
}
