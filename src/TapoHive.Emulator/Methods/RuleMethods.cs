using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>Schedule and anti-theft rules: kept and shown, never fired (PROTOCOL 5.8, 5.9).</summary>
internal static class RuleMethods
{
    /// <summary>The methods of this subject.</summary>
    public static IEnumerable<PlugMethod> All { get; } =
    [
        new("get_schedule_rules", Audience.Outlet, static c => Get(c, c.Outlet.Schedules, "schedule_rule_max_count", isPaged: true)) { Component = "schedule", RefusesNull = true },
        new("add_schedule_rule", Audience.Outlet, static c => Add(c, c.Outlet.Schedules, ErrorCode.ScheduleFull))
        {
            Component = "schedule",
            Writes = true,
            Acknowledge = static c => Acknowledge(c, c.Outlet.Schedules, ErrorCode.ScheduleFull),
        },
        new("edit_schedule_rule", Audience.Outlet, static c => Edit(c, c.Outlet.Schedules)) { Component = "schedule", Writes = true },
        new("remove_schedule_rules", Audience.Outlet, static c => Remove(c, c.Outlet.Schedules)) { Component = "schedule", Writes = true },
        new("set_schedule_all_enable", Audience.Outlet, static c => Enable(c, c.Outlet.Schedules)) { Component = "schedule", Writes = true },
        new("get_next_event", Audience.Outlet, NextEvent) { Component = "schedule" },
        new("get_antitheft_rules", Audience.Outlet, static c => Get(c, c.Outlet.AntiTheft, "antitheft_rule_max_count", isPaged: false)) { Component = "antitheft", RefusesNull = true },
        new("add_antitheft_rule", Audience.Outlet, static c => Add(c, c.Outlet.AntiTheft, ErrorCode.AntiTheftFailed))
        {
            Component = "antitheft",
            Writes = true,
            Acknowledge = static c => Acknowledge(c, c.Outlet.AntiTheft, ErrorCode.AntiTheftFailed),
        },
        new("edit_antitheft_rule", Audience.Outlet, static c => Edit(c, c.Outlet.AntiTheft)) { Component = "antitheft", Writes = true },
        new("remove_antitheft_rules", Audience.Outlet, static c => Remove(c, c.Outlet.AntiTheft)) { Component = "antitheft", Writes = true },
        new("set_antitheft_all_enable", Audience.Outlet, static c => Enable(c, c.Outlet.AntiTheft)) { Component = "antitheft", Writes = true },
    ];

    /// <summary>The ids in <c>rule_list</c>.</summary>
    internal static IReadOnlyList<string> Ids(Call call, ref bool wrong)
    {
        if (call.List("rule_list", ref wrong) is not { } list)
        {
            return [];
        }

        List<string> ids = [];
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String)
            {
                ids.Add(id.GetString()!);
            }
            else
            {
                wrong = true;
            }
        }

        return ids;
    }

    private static Answer Get(Call call, RuleBook rules, string capacityName, bool isPaged)
    {
        var wrong = false;
        var start = call.Number("start_index", ref wrong) ?? 0;
        if (wrong || start < 0)
        {
            return ErrorCode.ParametersWrong;
        }

        var json = new JsonObject { ["enable"] = rules.Enabled, [capacityName] = rules.Capacity, ["rule_list"] = rules.Page(start) };
        if (isPaged)
        {
            json["start_index"] = start;
            json["sum"] = rules.Count;
        }

        return json;
    }

    private static Answer Add(Call call, RuleBook rules, int whenFull)
    {
        var answer = Acknowledge(call, rules, whenFull);
        if (answer.Code == ErrorCode.Success)
        {
            rules.Add(call.Parameters);
        }

        return answer;
    }

    private static Answer Acknowledge(Call call, RuleBook rules, int whenFull) =>
        !IsRule(call, rules) ? ErrorCode.ParametersWrong
        : rules.HasRoom ? new JsonObject { ["id"] = rules.NextId }
        : whenFull;

    private static Answer Edit(Call call, RuleBook rules)
    {
        var wrong = false;
        var id = call.Text("id", ref wrong);
        if (wrong || id is null || !IsRule(call, rules))
        {
            return ErrorCode.ParametersWrong;
        }

        return rules.Edit(id, call.Parameters) ? Answer.Done : ErrorCode.ScheduleUnknown;
    }

    private static Answer Remove(Call call, RuleBook rules)
    {
        var wrong = false;
        var all = call.Flag("remove_all", ref wrong) ?? false;
        var ids = Ids(call, ref wrong);
        if (wrong || (!all && ids.Count == 0))
        {
            return ErrorCode.ParametersWrong;
        }

        if (all)
        {
            rules.Clear();
            return Answer.Done;
        }

        var missing = false;
        foreach (var id in ids)
        {
            missing |= !rules.Remove(id);
        }

        return missing ? ErrorCode.ScheduleUnknown : Answer.Done;
    }

    private static Answer Enable(Call call, RuleBook rules)
    {
        var wrong = false;
        if (call.Flag("enable", ref wrong) is not { } enable || wrong)
        {
            return ErrorCode.ParametersWrong;
        }

        rules.Enabled = enable;
        return Answer.Done;
    }

    // The plugs are strict about schedules: minutes of a day, sun offsets within six hours, a date always there (PROTOCOL 5.8).
    private static bool IsRule(Call call, RuleBook rules)
    {
        var wrong = call.Parameters.ValueKind is not JsonValueKind.Object;
        if (!ReferenceEquals(rules, call.Outlet.Schedules))
        {
            return !wrong;
        }

        var minute = call.Number("s_min", ref wrong);
        var offset = call.Number("time_offset", ref wrong);
        var days = call.Number("week_day", ref wrong);
        var (year, month, day) = (call.Number("year", ref wrong), call.Number("month", ref wrong), call.Number("day", ref wrong));
        return !wrong && minute is null or (>= 0 and < 1440) && offset is null or (>= -360 and <= 360) && days is null or (>= 0 and <= 127)
            && year is not null && month is not null && day is not null;
    }

    private static Answer NextEvent(Call call) => call.Plug.Model.Name is "P100"
        ? new JsonObject { ["id"] = "0", ["type"] = 0, ["action"] = -1, ["s_time"] = 0, ["e_time"] = 0 }
        : new JsonObject();
}
