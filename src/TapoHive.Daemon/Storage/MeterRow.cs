using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Plugs;

namespace TapoHive.Daemon.Storage;

/// <summary>What is remembered of a meter, as it is written: JSON that can be read in the <c>sqlite3</c> shell.</summary>
internal sealed record MeterRow(MeterRow.Look Last, MeterRow.Look? Base, long? Since, long? Count, long? Withheld)
{
    /// <summary>As text.</summary>
    public static string Write(MeterState state) => JsonSerializer.Serialize(
        new MeterRow(Look.Of(state.Last), state.Base is { } known ? Look.Of(known.Told) : null, state.Base?.Since.Millijoules, state.Base?.Count, state.Base?.Withheld.Millijoules),
        DaemonJson.Default.MeterRow);

    /// <summary>From text; nothing where it makes no sense, and the meter begins anew.</summary>
    public static MeterState? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, DaemonJson.Default.MeterRow) is { Last: { } last } row && last.ToSample() is { } sample
                ? new MeterState(sample, row is { Base: { } told, Since: { } since } && told.ToSample() is { } known ? new CountBase(known, new EnergyAmount(since), row.Count ?? 0, new EnergyAmount(row.Withheld ?? 0)) : null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One look.</summary>
    internal sealed record Look(
        string Device, long At, long Within, long? Milliwatts, long? Millivolts, long? Milliamperes, long? Today, long? Month, string? PlugTime, long? OnSince)
    {
        public static Look Of(EnergySample sample) => new(
            sample.Device.ToString(),
            sample.At.ToUnixTimeTicks(),
            (long)sample.Within.TotalMilliseconds,
            sample.Power?.Milliwatts,
            sample.Voltage?.Millivolts,
            sample.Current?.Milliamperes,
            sample.Today?.WattHours,
            sample.Month?.WattHours,
            sample.PlugTime is { } time ? LocalDateTimePattern.GeneralIso.Format(time) : null,
            sample.OnSince?.ToUnixTimeTicks());

        public EnergySample? ToSample() => !Mac.TryParse(Device, out var device) ? null : new EnergySample(
            device,
            Instant.FromUnixTimeTicks(At),
            Duration.FromMilliseconds(Within),
            Milliwatts is { } power ? new Power(power) : null,
            Millivolts is { } voltage ? new Voltage(voltage) : null,
            Milliamperes is { } current ? new Current(current) : null,
            Today is { } today ? new ElectricEnergy(today) : null,
            Month is { } month ? new ElectricEnergy(month) : null,
            PlugTime is { } time && LocalDateTimePattern.GeneralIso.Parse(time) is { Success: true } parsed ? parsed.Value : null,
            OnSince is { } since ? Instant.FromUnixTimeTicks(since) : null);
    }
}
