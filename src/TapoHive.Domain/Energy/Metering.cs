using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Energy;

/// <summary>
/// Makes energy out of looks at a meter. Between two looks that follow each other power is taken to change evenly, or at the very second the relay closed where
/// that is known. What the plug counts itself keeps the sum honest: they may differ by the watt-hour it cannot show, and by what it may be late, never more. A count
/// that leaps further than looking now and then can explain is not believed, and compared anew from there. One that stands still may only be seldom shown anew: what
/// is looked at runs on beside it, so that its leap finds all of that accounted for.
/// A time in which nobody looked is no straight line: it is filled from the plug's count where that can be compared, else it stays unknown.
/// </summary>
public static class Metering
{
    private const int LooksMissed = 3;
    private static readonly Duration Grace = Duration.FromSeconds(5);
    private static readonly Duration CountMayLag = Duration.FromMinutes(2);

    // 16 amperes, and a little more.
    private const long MostMilliwatts = 4_600_000;

    // A shorter one is not worth a question to the plug.
    private static readonly Duration ShortestAsked = Duration.FromMinutes(10);

    /// <summary>How long after a look the next one still follows it.</summary>
    public static Duration Reach(Duration within) => (within * LooksMissed) + Grace;

    /// <summary>One more look.</summary>
    public static MeterStep Observe(MeterState? state, EnergySample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (state is null || state.Last.Device != sample.Device || sample.At <= state.Last.At)
        {
            // The first look, one at another device, or by a clock that was set back: nothing lies between.
            return new MeterStep(new MeterState(sample, BaseAt(sample)), []);
        }

        return sample.At - state.Last.At <= Reach(state.Last.Within) ? Followed(state, sample) : Missed(state, sample);
    }

    private static MeterStep Followed(MeterState state, EnergySample sample)
    {
        var last = state.Last;
        var counted = state.Base is { } known ? CountReading.Between(known.Told, sample) : null;
        var flowed = Between(last, sample) ?? (counted is { } only ? Rest(state.Base!, only) : null);
        if (flowed is not { } energy)
        {
            return new MeterStep(new MeterState(sample, BaseAt(sample)), []);
        }

        var (right, next) = counted is { } count ? Judged(energy, state.Base!, count, last, sample)
            : (energy, HasCount(sample) || state.Base is null ? BaseAt(sample) : state.Base with { Since = state.Base.Since + energy });
        return new MeterStep(new MeterState(sample, next ?? BaseAt(sample)), [new EnergySlice(last.At, sample.At, right, EnergySource.Measured)]);
    }

    private static MeterStep Missed(MeterState state, EnergySample sample)
    {
        if (sample.IsInferred && state.Base is not null)
        {
            // A relay that is open says nothing of what flowed meanwhile; the meter is asked in a moment, and does.
            return new MeterStep(state, []);
        }

        var (from, to) = (state.Last.At, sample.At);
        var counted = state.Base is { } known ? CountReading.Between(known.Told, sample) : null;
        var gap = to - from >= ShortestAsked && CountReading.RanTrue(state.Base?.Told ?? state.Last, sample);
        if (counted is not { } count || Rest(state.Base!, count).CompareTo(Over(MostMilliwatts, to - from + CountMayLag)) > 0)
        {
            return new MeterStep(new MeterState(sample, BaseAt(sample)), [], gap ? new EnergyGap(from, to, null) : null);
        }

        var energy = Rest(state.Base!, count);
        return new MeterStep(
            new MeterState(sample, state.Base! with { Since = state.Base!.Since + energy }),
            [new EnergySlice(from, to, energy, EnergySource.Filled)],
            gap ? new EnergyGap(from, to, energy) : null);
    }

    private static EnergyAmount? Between(EnergySample last, EnergySample sample)
    {
        if (last.Power is not { } before || sample.Power is not { } after)
        {
            return null;
        }

        // It was open when it was last looked at, and knows to the second when it closed.
        if (last.OnSince is null && sample.OnSince is { } closed && closed > last.At && closed <= sample.At)
        {
            return Over(before.Milliwatts, closed - last.At) + Over(after.Milliwatts, sample.At - closed);
        }

        var twice = Over(before.Milliwatts + after.Milliwatts, sample.At - last.At);
        return new EnergyAmount(twice.Millijoules / 2);
    }

    private static EnergyAmount Over(long milliwatts, Duration time) =>
        new((long)((Int128)milliwatts * time.BclCompatibleTicks / NodaConstants.TicksPerSecond));

    // What the plug counted and was not accounted for yet.
    private static EnergyAmount Rest(CountBase known, long count) =>
        new(Math.Max(0, EnergyAmount.FromWattHours(count).Millijoules - known.Since.Millijoules));

    // What flowed by the count, where that is within reason; where it is not, what was looked at, and no base to compare with any more. While the count stands still against
    // what is looked at it is in doubt, and what was withheld on its word is given back.
    private static (EnergyAmount Energy, CountBase? Base) Judged(EnergyAmount energy, CountBase known, long count, EnergySample last, EnergySample sample)
    {
        var lag = Over(Math.Max(last.Power?.Milliwatts ?? 0, sample.Power?.Milliwatts ?? 0), CountMayLag);
        var least = EnergyAmount.FromWattHours(count - 1) - known.Since;
        var most = EnergyAmount.FromWattHours(count + 1) + lag - known.Since;
        if (energy.CompareTo(least) < 0)
        {
            return least.CompareTo(Over(MostMilliwatts, sample.At - last.At + CountMayLag)) <= 0
                ? (least, known with { Since = known.Since + least, Count = count, Withheld = EnergyAmount.Zero })
                : (energy, null);
        }

        var hasMoved = count > known.Count;
        if (hasMoved && known.IsDoubted && (known.Since - EnergyAmount.FromWattHours(count)).CompareTo(EnergyAmount.FromWattHours(count - known.Count)) > 0)
        {
            // It moved on, and still lacks more than it moved by: while it stood still it did not count.
            return (energy, null);
        }

        var allowed = energy.CompareTo(most) <= 0 ? energy : new EnergyAmount(Math.Max(0, most.Millijoules));
        var before = hasMoved ? known with { Withheld = EnergyAmount.Zero } : known;
        var after = before with { Count = count, Withheld = before.Withheld + energy - allowed };
        var flowed = !after.IsDoubted ? allowed : before.IsDoubted ? energy : energy + before.Withheld;
        return (flowed, after with { Since = known.Since + flowed });
    }

    private static bool HasCount(EnergySample sample) => sample.Month is not null || sample.Today is not null;

    private static CountBase? BaseAt(EnergySample sample) => HasCount(sample) ? new CountBase(sample, EnergyAmount.Zero) : null;
}
