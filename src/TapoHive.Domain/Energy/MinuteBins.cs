using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>Cuts stretches of time at full minutes, and loses nothing: the parts add up to the whole to the millijoule.</summary>
public static class MinuteBins
{
    private const long TicksPerMinute = NodaConstants.TicksPerMinute;

    /// <summary>The minutes of a slice, in order.</summary>
    public static IEnumerable<EnergyBin> Of(EnergySlice slice)
    {
        var (from, to) = (slice.From.ToUnixTimeTicks(), slice.To.ToUnixTimeTicks());
        var given = 0L;
        for (var at = from; at < to;)
        {
            var minute = Floor(at, TicksPerMinute);
            var end = Math.Min(to, minute + TicksPerMinute);

            // What is due up to the end of this minute, less what was given: the last one gets the rest.
            var due = (long)((Int128)slice.Energy.Millijoules * (end - from) / (to - from));
            var length = slice.Source == EnergySource.Correction ? Duration.Zero : Duration.FromTicks(end - at);
            yield return new EnergyBin(
                Instant.FromUnixTimeTicks(minute),
                new EnergyAmount(due - given),
                slice.Source == EnergySource.Measured ? length : Duration.Zero,
                slice.Source == EnergySource.Filled ? length : Duration.Zero);
            (given, at) = (due, end);
        }
    }

    /// <summary>The start of the quarter of an hour that a moment lies in. All zones of today are whole quarters off, so that days and hours are made of quarters.</summary>
    public static Instant QuarterOf(Instant at) => Instant.FromUnixTimeTicks(Floor(at.ToUnixTimeTicks(), 15 * TicksPerMinute));

    /// <summary>The start of the minute that a moment lies in.</summary>
    public static Instant MinuteOf(Instant at) => Instant.FromUnixTimeTicks(Floor(at.ToUnixTimeTicks(), TicksPerMinute));

    private static long Floor(long ticks, long unit) => ticks - (((ticks % unit) + unit) % unit);
}
