using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>Fills a gap from what the plug recorded itself.</summary>
public static class GapFilling
{
    /// <summary>
    /// What is to be added to what is written. Where the plug's count gave the sum already, the record only says when it flowed; where it did not, the
    /// record is all there is, and slots of which it knows nothing stay unknown.
    /// </summary>
    public static ImmutableArray<EnergySlice> Of(EnergyGap gap, EnergySeries series)
    {
        ArgumentNullException.ThrowIfNull(gap);
        ArgumentNullException.ThrowIfNull(series);
        var parts = Parts(gap, series);
        if (gap.Filled is not { } sum)
        {
            return [.. parts.Select(part => new EnergySlice(part.From, part.To, part.Energy, EnergySource.Filled))];
        }

        var recorded = parts.Sum(static part => part.Energy.Millijoules);
        if (recorded <= 0 || sum.Millijoules <= 0 || parts[0].From != gap.From || parts[^1].To != gap.To || parts.Zip(parts.Skip(1)).Any(static pair => pair.First.To != pair.Second.From))
        {
            return [];
        }

        // The even filling goes, the shape comes; both are the same in sum.
        var slices = ImmutableArray.CreateBuilder<EnergySlice>(parts.Length + 1);
        slices.Add(new EnergySlice(gap.From, gap.To, new EnergyAmount(-sum.Millijoules), EnergySource.Correction));
        var (seen, given) = (0L, 0L);
        foreach (var part in parts)
        {
            seen += part.Energy.Millijoules;
            var due = (long)((Int128)sum.Millijoules * seen / recorded);
            slices.Add(new EnergySlice(part.From, part.To, new EnergyAmount(due - given), EnergySource.Correction));
            given = due;
        }

        return slices.ToImmutable();
    }

    // Of a slot that only partly lies in the gap its part of the time.
    private static ImmutableArray<(Instant From, Instant To, EnergyAmount Energy)> Parts(EnergyGap gap, EnergySeries series)
    {
        var parts = ImmutableArray.CreateBuilder<(Instant, Instant, EnergyAmount)>();
        for (var i = 0; i < series.Energy.Length; i++)
        {
            var start = series.From + (series.Slot * i);
            var end = Instant.Min(start + series.Slot, Instant.Max(series.AskedAt, start));
            var (from, to) = (Instant.Max(start, gap.From), Instant.Min(end, gap.To));
            if (series.Energy[i] is { } energy && from < to)
            {
                parts.Add((from, to, new EnergyAmount((long)(energy.Millijoules * ((to - from) / (end - start))))));
            }
        }

        return parts.ToImmutable();
    }
}
