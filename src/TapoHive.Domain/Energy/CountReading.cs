using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>How much a plug counted itself between two looks, where its counts can be compared at all.</summary>
internal static class CountReading
{
    // A plug's clock says so much and no more: whole seconds, and an answer that took its time.
    private static readonly Duration ClockTolerance = Duration.FromMinutes(5);

    // Summer time begins or ends inside the plug.
    private static readonly Duration ZoneStep = Duration.FromHours(1);

    // Of all places the clocks are at most so much behind and before UTC.
    private static readonly Duration FarthestWest = Duration.FromHours(12);
    private static readonly Duration FarthestEast = Duration.FromHours(14);

    /// <summary>Whole watt-hours, less than one too many or too few; nothing where the count began anew, the clock it goes by was set, or the device is
    /// another.</summary>
    public static long? Between(EnergySample from, EnergySample to)
    {
        if (from.Device != to.Device)
        {
            return null;
        }

        if (from.PlugTime is not { } then || to.PlugTime is not { } now)
        {
            return IsOneMonth(from.At, to.At) ? NotLess(from.Month, to.Month) : null;
        }

        return !RanTrue(from.At, then, to.At, now) ? null
            : then.Date.Year == now.Date.Year && then.Date.Month == now.Date.Month && to.Month is not null ? NotLess(from.Month, to.Month)
            : then.Date == now.Date ? NotLess(from.Today, to.Today)
            : null;
    }

    /// <summary>Whether the plug's clock ran on between two looks, as ours did.</summary>
    public static bool RanTrue(EnergySample from, EnergySample to) =>
        from.PlugTime is not { } then || to.PlugTime is not { } now || RanTrue(from.At, then, to.At, now);

    private static bool RanTrue(Instant from, LocalDateTime then, Instant to, LocalDateTime now)
    {
        var error = (now.InUtc().ToInstant() - then.InUtc().ToInstant()) - (to - from);
        var off = error < Duration.Zero ? -error : error;
        return off <= ClockTolerance || (off >= ZoneStep - ClockTolerance && off <= ZoneStep + ClockTolerance);
    }

    // A plug that does not tell its clock begins its month somewhere around ours, wherever on earth it is.
    private static bool IsOneMonth(Instant from, Instant to)
    {
        var (first, last) = ((from - FarthestWest).InUtc(), (to + FarthestEast).InUtc());
        return (first.Year, first.Month) == (last.Year, last.Month);
    }

    private static long? NotLess(ElectricEnergy? from, ElectricEnergy? to) =>
        from is { } before && to is { } after && after.WattHours >= before.WattHours ? after.WattHours - before.WattHours : null;
}
