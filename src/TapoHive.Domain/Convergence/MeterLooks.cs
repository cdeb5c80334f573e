using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Convergence;

/// <summary>Looks at meters out of what a plug told: of a relay that is open nothing flows, whether or not the meter was asked.</summary>
public static class MeterLooks
{
    // More than any outlet carries, and counts in any month: the plug tells nonsense.
    private const long MostMilliwatts = 100_000_000;
    private const long MostWattHours = 100_000_000;

    /// <summary>The looks that a fact brings.</summary>
    public static ImmutableArray<(OutletSlot Slot, EnergySample Sample)> Of(PlugState after, PlugFact fact, Instant now)
    {
        ArgumentNullException.ThrowIfNull(after);
        var (reading, energy) = fact switch
        {
            PlugFact.ReadingObserved read => (read.Reading, read.Energy),
            PlugFact.Switched switched => (switched.Reading, default),
            PlugFact.TimersObserved timers => (timers.Reading, default),
            PlugFact.Connected connected when after.Phase == Plugs.SessionPhase.LoggedIn => (connected.Reading, default),
            _ => (null, default),
        };
        if (reading is null || after.Meters.Slots is not { IsEmpty: false } slots)
        {
            return [];
        }

        // To the millisecond, as looks are kept: what lies between two of them adds up to the time that passed.
        var at = Instant.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        var within = after.NextReadAt > at ? after.NextReadAt - at : Duration.Zero;
        var looks = ImmutableArray.CreateBuilder<(OutletSlot, EnergySample)>();
        foreach (var outlet in reading.Outlets)
        {
            if (slots.Contains(outlet.Slot) && Look(reading, outlet, energy, within, at) is { } look)
            {
                looks.Add((outlet.Slot, look));
            }
        }

        return looks.DrainToImmutable();
    }

    private static Power? Plausible(Power? power) => power is { Milliwatts: >= 0 and <= MostMilliwatts } ? power : null;

    private static ElectricEnergy? Plausible(ElectricEnergy? energy) => energy is { WattHours: >= 0 and <= MostWattHours } ? energy : null;

    private static EnergySample? Look(PlugReading reading, OutletReading outlet, ImmutableArray<EnergyReading> energy, Duration within, Instant now)
    {
        var measured = energy.IsDefault ? null : energy.FirstOrDefault(each => each.Slot == outlet.Slot);
        Instant? onSince = outlet is { State: PowerState.On, OnTime: { } time } ? now - time : null;
        return measured is not null
            ? new EnergySample(
                reading.Mac, now, within, Plausible(measured.Power), measured.Voltage, measured.Current, Plausible(measured.Today), Plausible(measured.Month), measured.PlugTime, onSince)
            : outlet.State == PowerState.Off ? new EnergySample(reading.Mac, now, within, new Power(0)) : null;
    }
}
