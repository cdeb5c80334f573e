using System.Text.Json.Nodes;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>Energy and power over time. Timestamps are the plug's local midnights as epoch seconds, by its own clock (PROTOCOL 5.6).</summary>
internal static class HistoryMethods
{
    private const int MostHourlyDays = 8;
    private const int MostPowerEntries = 144;

    /// <summary>The methods of this subject.</summary>
    public static IEnumerable<PlugMethod> All { get; } =
    [
        new("get_energy_data", Audience.Outlet, GetEnergy) { Component = "energy_monitoring", KnownTo = static m => !m.FirstGeneration },
        new("get_power_data", Audience.Outlet, GetPower) { Component = "energy_monitoring", KnownTo = static m => !m.FirstGeneration },
    ];

    private static Answer GetEnergy(Call call)
    {
        if (!TryRead(call, out var from, out var to, out var interval))
        {
            return ErrorCode.ParametersWrong;
        }

        var edges = interval switch
        {
            60 => Hours(call.Plug.Zone, from.Date, to.Date),
            1440 => Days(call.Plug.Zone, from.Date),
            43200 => Months(call.Plug.Zone, from.Date),
            _ => null,
        };
        if (edges is null)
        {
            return ErrorCode.ParametersWrong;
        }

        var error = call.Plug.BinError(TimeSpan.FromHours(1));
        var data = new JsonArray();
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            data.Add(call.Outlet.Meter.Between(edges[i] - error, edges[i + 1] - error).WattHours);
        }

        return Frame(from, to, interval, data, EnergyMethods.LocalTime(call));
    }

    private static Answer GetPower(Call call)
    {
        if (!TryRead(call, out var from, out var to, out var interval) || interval is not (5 or 60))
        {
            return ErrorCode.ParametersWrong;
        }

        var width = TimeSpan.FromMinutes(interval);
        from = AlignUp(from, width);
        to = AlignUp(to, width);
        if ((to - from) / width > MostPowerEntries)
        {
            return ErrorCode.ParametersWrong;
        }

        var error = call.Plug.BinError(width);
        var data = new JsonArray();
        for (var at = from; at < to; at += width)
        {
            data.Add(call.Outlet.Meter.MeanWatts(at - error, width));
        }

        return Frame(from, to, interval, data, localTime: null);
    }

    private static bool TryRead(Call call, out DateTimeOffset from, out DateTimeOffset to, out int interval)
    {
        var wrong = false;
        var start = call.LongNumber("start_timestamp", ref wrong);
        var end = call.LongNumber("end_timestamp", ref wrong);
        var minutes = call.Number("interval", ref wrong);
        const long Latest = 250_000_000_000;
        wrong |= start is null or < 0 or > Latest || end is null or < 0 or > Latest || end < start || minutes is null;
        from = wrong ? default : call.Plug.Zone.Local(DateTimeOffset.FromUnixTimeSeconds(start!.Value));
        to = wrong ? default : call.Plug.Zone.Local(DateTimeOffset.FromUnixTimeSeconds(end!.Value));
        interval = minutes ?? 0;
        return !wrong;
    }

    // Whole days, both ends inclusive: a request for one midnight gives that day's hours, 24 of them but where the clocks are changed.
    private static List<DateTimeOffset>? Hours(PlugZone zone, DateTime from, DateTime to)
    {
        var days = (to - from).Days + 1;
        if (days > MostHourlyDays)
        {
            return null;
        }

        var (begin, end) = (zone.Midnight(from), zone.Midnight(from, days));
        return [.. Enumerable.Range(0, (int)(end - begin).TotalHours + 1).Select(h => begin.AddHours(h))];
    }

    private static List<DateTimeOffset>? Days(PlugZone zone, DateTime from)
    {
        var days = (from.AddMonths(3) - from).Days;
        return from.Day != 1 || (from.Month - 1) % 3 != 0 ? null : [.. Enumerable.Range(0, days + 1).Select(d => zone.Midnight(from, d))];
    }

    private static List<DateTimeOffset>? Months(PlugZone zone, DateTime from) =>
        from.Day != 1 || from.Month != 1 ? null : [.. Enumerable.Range(0, 13).Select(m => zone.Midnight(from.AddMonths(m)))];

    private static DateTimeOffset AlignUp(DateTimeOffset at, TimeSpan width)
    {
        var over = at.UtcTicks % width.Ticks;
        return over == 0 ? at : at.AddTicks(width.Ticks - over);
    }

    private static JsonObject Frame(DateTimeOffset from, DateTimeOffset to, int interval, JsonArray data, string? localTime)
    {
        var json = new JsonObject
        {
            ["data"] = data,
            ["start_timestamp"] = from.ToUnixTimeSeconds(),
            ["end_timestamp"] = to.ToUnixTimeSeconds(),
            ["interval"] = interval,
        };
        if (localTime is not null)
        {
            json["local_time"] = localTime;
        }

        return json;
    }
}
