using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Outlets;

namespace TapoHive.Protocol.Methods;

/// <summary>
/// The three answers about energy, put together (PROTOCOL 5.6). Power is told in three ways of different fineness; the finest that
/// is there wins: <c>get_emeter_data</c> (mW), <c>get_energy_usage</c> (mW), <c>get_current_power</c> (W).
/// </summary>
public static class EnergyAnswers
{
    private static readonly LocalDateTimePattern ClockPattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss");

    /// <summary>One reading out of the results that were had; an undefined element for one that was not.</summary>
    public static EnergyReading Read(OutletSlot slot, JsonElement usage, JsonElement emeter, JsonElement currentPower) => new(
        slot,
        PowerOf(usage, emeter, currentPower),
        emeter.Whole("voltage_mv") is { } millivolts ? new Voltage(millivolts) : null,
        emeter.Whole("current_ma") is { } milliamperes ? new Current(milliamperes) : null,
        EnergyOf(usage, "today_energy"),
        EnergyOf(usage, "month_energy"),
        MinutesOf(usage, "today_runtime"),
        MinutesOf(usage, "month_runtime"),
        usage.Text("local_time") is { } text && ClockPattern.Parse(text) is { Success: true } time ? time.Value : null);

    /// <summary>The result of <c>get_device_usage</c>.</summary>
    public static UsageReading ReadUsage(OutletSlot slot, JsonElement usage) => new(
        slot,
        Spans(usage.ObjectMember("time_usage") ?? default, MinutesOf),
        Spans(usage.ObjectMember("power_usage") ?? default, EnergyOf));

    private static Power? PowerOf(JsonElement usage, JsonElement emeter, JsonElement currentPower)
    {
        if ((emeter.Whole("power_mw") ?? usage.Whole("current_power")) is { } milliwatts)
        {
            return new Power(milliwatts);
        }

        return currentPower.Small("current_power") is { } watts ? Power.FromWatts(watts) : null;
    }

    private static ElectricEnergy? EnergyOf(JsonElement element, string name) => element.Whole(name) is { } wattHours ? new ElectricEnergy(wattHours) : null;

    private static Duration? MinutesOf(JsonElement element, string name) => element.Small(name) is { } minutes ? Duration.FromMinutes(minutes) : null;

    private static UsageSpans<T> Spans<T>(JsonElement element, Func<JsonElement, string, T?> read)
        where T : struct => new(read(element, "today"), read(element, "past7"), read(element, "past30"));
}
