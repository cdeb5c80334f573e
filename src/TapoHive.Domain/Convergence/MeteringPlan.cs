using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Convergence;

/// <summary>
/// When a plug's meters are looked at. They are read along with its state, in the same exchange where the plug allows, so that a meter costs no request of its own;
/// only where something has just changed the next reads come sooner, and not for long: plugs that are asked every few seconds all day are known to fall over
/// (PROTOCOL 7, rows 10 and 11).
/// </summary>
internal static class MeteringPlan
{
    private const int MostQuestions = 16;
    private const double LeastShare = 0.05;
    private static readonly Power Least = Power.FromWatts(2);
    private static readonly Duration LivelyFor = Duration.FromMinutes(1);
    private static readonly Duration LivelyAgainAfter = Duration.FromMinutes(5);
    private static readonly Duration AfterFailure = Duration.FromMinutes(5);

    /// <summary>A session is open: whether it has to be asked which outlets measure.</summary>
    public static PlugMeters Begun(PlugState state, string firmware, PlugPolicy policy, Instant now) =>
        policy.MeterAfter is not { } after || (state.Meters.Slots is not null && state.Meters.Firmware == firmware)
            ? state.Meters
            : state.Meters with { LookAt = now + PlugPolicy.Spread(after, PlugObservation.Seed(state)), Firmware = firmware };

    /// <summary>Whether that is to be asked now.</summary>
    public static bool LooksForMeters(PlugState state, Instant now) => state.Meters.LookAt is { } at && now >= at && IsSettled(state, now);

    /// <summary>What its record is to be asked now.</summary>
    public static SeriesQuestion? Question(PlugState state, Instant now) =>
        !state.Meters.Questions.IsEmpty && IsSettled(state, now) ? state.Meters.Questions[0] : null;

    /// <summary>The meters that a read looks at.</summary>
    public static ImmutableArray<OutletSlot> ReadWith(PlugState state, Instant now) =>
        state.Meters.Slots is { IsEmpty: false } slots && IsSettled(state, now) ? slots : [];

    /// <summary>The plug told which outlets measure.</summary>
    public static PlugState Observed(PlugState state, PlugFact.MetersFound fact, Instant now) => PlugObservation.Answered(state, now) with
    {
        // The first look is not waited for.
        NextReadAt = fact.Slots.IsEmpty ? state.NextReadAt : now,
        Meters = state.Meters with { LookAt = null, Slots = fact.Slots, Power = state.Meters.Power.RemoveRange(state.Meters.Power.Keys.Except(fact.Slots)) },
    };

    /// <summary>Meters were looked at.</summary>
    public static PlugMeters Looked(PlugMeters meters, ImmutableArray<EnergyReading> readings, bool relayMoved, Instant now)
    {
        var changed = relayMoved && meters.Slots is { IsEmpty: false };
        var power = meters.Power;
        foreach (var reading in readings.IsDefault ? [] : readings)
        {
            if (reading.Power is { } flows)
            {
                changed |= power.TryGetValue(reading.Slot, out var before) && HasChanged(before, flows);
                power = power.SetItem(reading.Slot, flows);
            }
        }

        if (!changed && power == meters.Power)
        {
            return meters;
        }

        var isNew = changed && (meters.LivelySince is not { } since || now - since >= LivelyAgainAfter || since > now);
        return meters with { Power = power, ChangedAt = changed ? now : meters.ChangedAt, LivelySince = isNew ? now : meters.LivelySince };
    }

    /// <summary>How soon the meters are looked at again, where that is sooner than the plug would be read anyway.</summary>
    public static Duration? Pace(PlugState state, PlugPolicy policy, Instant now) =>
        state.Meters.Slots is not { IsEmpty: false } ? null
        : state.Meters.LivelySince is { } since && now >= since && now - since < LivelyFor ? policy.PollLivelyEvery
        : null;

    /// <summary>Whether what flows has not changed for so long.</summary>
    public static bool IsQuiet(PlugState state, Duration length, Instant now) => state.Meters.ChangedAt is not { } at || now - at >= length;

    /// <summary>The plug's record is wanted.</summary>
    public static PlugState Asked(PlugState state, SeriesQuestion question) =>
        state.Meters.Slots is { } slots && slots.Contains(question.Slot) && state.Meters.Questions.Length < MostQuestions
            ? state with { Meters = state.Meters with { Questions = state.Meters.Questions.Add(question) } }
            : state;

    /// <summary>It was told, or refused: it is asked once.</summary>
    public static PlugMeters Answered(PlugMeters meters, SeriesQuestion question) => meters with { Questions = meters.Questions.Remove(question) };

    /// <summary>What was under way failed.</summary>
    public static PlugState Failed(PlugState state, Instant now) => state.UnderWay switch
    {
        PlugEffect.FindMeters => state with { Meters = state.Meters with { LookAt = now + AfterFailure } },
        PlugEffect.ReadSeries read => state with { Meters = Answered(state.Meters, read.Question) },
        _ => state,
    };

    private static bool HasChanged(Power before, Power now) =>
        Math.Abs(before.Milliwatts - now.Milliwatts) >= Math.Max(Least.Milliwatts, LeastShare * Math.Max(before.Milliwatts, now.Milliwatts));

    // Nothing that is asked for by the way may keep a command or its proof waiting.
    private static bool IsSettled(PlugState state, Instant now) => !state.Outlets.Values.Any(outlet => outlet.Differs(now) || outlet.WantsProof(now));
}
