using System.Globalization;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>Usage, energy, power and what protects against too much of it (PROTOCOL 5.6, 5.9).</summary>
internal static class EnergyMethods
{
    private const string Metering = "energy_monitoring";

    /// <summary>The methods of this subject.</summary>
    public static IEnumerable<PlugMethod> All { get; } =
    [
        new("get_device_usage", Audience.Both, GetUsage) { KnownTo = static m => !m.FirstGeneration },
        new("get_energy_usage", Audience.Outlet, GetEnergyUsage) { Component = Metering },
        new("get_current_power", Audience.Outlet, static c => new JsonObject { ["current_power"] = (long)Math.Round(Milliwatts(c) / 1000.0) }) { Component = Metering },
        new("clear_energy_data", Audience.Outlet, Clear) { Component = Metering, Writes = true },
        new("get_emeter_data", Audience.Outlet, GetMeterData) { Component = Metering, KnownTo = static m => m.HasMeterData },
        new("get_emeter_vgain_igain", Audience.Outlet, static _ => new JsonObject { ["igain"] = 11500, ["vgain"] = 127000 })
        {
            Component = Metering,
            KnownTo = static m => m.HasMeterData,
        },
        new("get_electricity_price_config", Audience.Both, static _ => PriceConfig()) { Component = Metering },
        new("get_max_power", Audience.Outlet, static c => new JsonObject { ["max_power"] = c.Plug.Model.MaxPower }) { Component = "power_protection" },
        new("get_protection_power", Audience.Both, GetLimit) { Component = "power_protection" },
        new("set_protection_power", Audience.Outlet, SetLimit) { Component = "power_protection", Writes = true },
    ];

    private static long Milliwatts(Call call) => call.Outlet.IsOn ? (long)Math.Round(call.Outlet.Meter.Watts * 1000) : 0;

    private static Answer GetUsage(Call call)
    {
        var usage = new Usage(call.Plug, call.Target, call.Now);
        var json = new JsonObject { ["time_usage"] = Sums(usage, static c => c.Minutes) };
        if (call.Plug.Model.OutletHas(Metering))
        {
            json["power_usage"] = Sums(usage, static c => c.WattHours);
            json["saved_power"] = Sums(usage, static _ => 0);
        }

        return json;
    }

    private static JsonObject Sums(Usage usage, Func<Consumption, long> figure) => new()
    {
        ["today"] = figure(usage.Today),
        ["past7"] = figure(usage.Past7),
        ["past30"] = figure(usage.Past30),
    };

    private static Answer GetEnergyUsage(Call call)
    {
        var usage = new Usage(call.Plug, call.Outlet, call.Now);
        var json = new JsonObject
        {
            ["today_runtime"] = usage.Today.Minutes,
            ["month_runtime"] = usage.Month.Minutes,
            ["today_energy"] = usage.Today.WattHours,
            ["month_energy"] = usage.Month.WattHours,
            ["local_time"] = LocalTime(call),
            ["electricity_charge"] = new JsonArray(0, 0, 0),
        };
        if (call.Plug.Model.ShowsPowerInUsage)
        {
            json["current_power"] = Milliwatts(call);
        }

        return json;
    }

    /// <summary>The plug's clock as its energy answers write it.</summary>
    internal static string LocalTime(Call call) =>
        call.Plug.Zone.Local(call.Plug.ShownTime(call.Now)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static Answer Clear(Call call)
    {
        call.Outlet.ForgetEnergy(call.Now);
        return Answer.Done;
    }

    private static Answer GetMeterData(Call call)
    {
        var volts = call.Plug.Model.Volts;
        return new JsonObject
        {
            ["current_ma"] = Milliwatts(call) / volts,
            ["voltage_mv"] = volts * 1000,
            ["power_mw"] = Milliwatts(call),
            ["energy_wh"] = new Usage(call.Plug, call.Outlet, call.Now).Month.WattHours,
        };
    }

    private static Answer GetLimit(Call call)
    {
        var limit = call.Target?.Limit ?? new PowerLimit(Enabled: false, 0);
        return new JsonObject { ["enabled"] = limit.Enabled, ["protection_power"] = limit.Watts };
    }

    private static Answer SetLimit(Call call)
    {
        var wrong = false;
        var enabled = call.Flag("enabled", ref wrong);
        var watts = call.Number("protection_power", ref wrong);
        if (wrong || enabled is null || watts < 0 || watts > call.Plug.Model.MaxPower)
        {
            return ErrorCode.ParametersWrong;
        }

        call.Outlet.SetLimit(new PowerLimit(enabled.Value, watts ?? call.Outlet.Limit.Watts), call.Now);
        return Answer.Done;
    }

    private static JsonObject PriceConfig()
    {
        return new JsonObject
        {
            ["type"] = "constant",
            ["constant_price"] = 0,
            ["time_of_use_config"] = new JsonObject { ["summer"] = Season(), ["winter"] = Season() },
        };

        static JsonObject Season() => new()
        {
            ["onpeak"] = 0,
            ["midpeak"] = 0,
            ["offpeak"] = 0,
            ["period"] = new JsonArray(0, 0, 0, 0),
            ["weekday_config"] = Hours(),
            ["weekend_config"] = Hours(),
        };

        static JsonArray Hours() => [.. Enumerable.Repeat(1, 24).Select(static n => (JsonNode)n)];
    }
}
