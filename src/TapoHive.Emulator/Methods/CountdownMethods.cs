using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>The countdown (one rule, which truly fires) and auto-off (PROTOCOL 5.7, 5.9).</summary>
internal static class CountdownMethods
{
    private const int LongestDelay = 86_400;

    /// <summary>The methods of this subject.</summary>
    public static IEnumerable<PlugMethod> All { get; } =
    [
        new("get_countdown_rules", Audience.Outlet, Get) { Component = "countdown", RefusesNull = true },
        new("add_countdown_rule", Audience.Outlet, Add) { Component = "countdown", Writes = true, Acknowledge = Acknowledge },
        new("edit_countdown_rule", Audience.Outlet, Edit) { Component = "countdown", Writes = true },
        new("remove_countdown_rules", Audience.Outlet, Remove) { Component = "countdown", Writes = true },
        new("get_auto_off_config", Audience.Outlet, GetAutoOff) { Component = "auto_off", RefusesNull = true },
        new("set_auto_off_config", Audience.Outlet, SetAutoOff) { Component = "auto_off", Writes = true },
    ];

    private static Answer Get(Call call)
    {
        var rules = new JsonArray();
        if (call.Outlet.Countdown is { } rule)
        {
            rules.Add((JsonNode)new JsonObject
            {
                ["id"] = Countdown.Id,
                ["enable"] = rule.Due is not null,
                ["delay"] = rule.Delay,
                ["remain"] = rule.RemainingAt(call.Now),
                ["desired_states"] = new JsonObject { ["on"] = rule.On },
            });
        }

        return new JsonObject
        {
            ["enable"] = call.Outlet.Countdown?.Due is not null,
            ["countdown_rule_max_count"] = 1,
            ["rule_list"] = rules,
        };
    }

    private static Answer Add(Call call)
    {
        var answer = Acknowledge(call);
        if (answer.Code == ErrorCode.Success)
        {
            Arm(call);
        }

        return answer;
    }

    private static Answer Acknowledge(Call call) =>
        call.Outlet.Countdown is { Due: not null } ? ErrorCode.CountdownConflict
        : TryRead(call, out _) ? new JsonObject { ["id"] = Countdown.Id }
        : ErrorCode.ParametersWrong;

    private static Answer Edit(Call call)
    {
        var wrong = false;
        return Countdown.Id.Equals(call.Text("id", ref wrong), StringComparison.Ordinal) && call.Outlet.Countdown is not null
            ? Arm(call)
            : ErrorCode.ParametersWrong;
    }

    private static int Arm(Call call)
    {
        if (!TryRead(call, out var rule))
        {
            return ErrorCode.ParametersWrong;
        }

        call.Outlet.SetCountdown(rule.Armed, rule.Delay, rule.On, call.Now);
        return ErrorCode.Success;
    }

    private static bool TryRead(Call call, out (bool Armed, int Delay, bool On) rule)
    {
        var wrong = false;
        var enable = call.Flag("enable", ref wrong) ?? true;
        var delay = call.Number("delay", ref wrong);
        var states = call.Object("desired_states", ref wrong);
        var action = call.Text("action", ref wrong);
        bool? on = states is { } given && given.TryGetProperty("on", out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? given.GetProperty("on").GetBoolean()
            : action switch { "on" => true, "off" => false, _ => null };
        rule = (enable, delay ?? 0, on ?? false);
        return !wrong && delay is >= 1 and <= LongestDelay && on is not null;
    }

    private static Answer Remove(Call call)
    {
        var wrong = false;
        var all = call.Flag("remove_all", ref wrong) ?? false;
        var ids = RuleMethods.Ids(call, ref wrong);
        if (wrong || (!all && ids.Count == 0))
        {
            return ErrorCode.ParametersWrong;
        }

        if (all || ids.Contains(Countdown.Id, StringComparer.Ordinal))
        {
            call.Outlet.ClearCountdown();
        }

        return Answer.Done;
    }

    private static Answer GetAutoOff(Call call) => new JsonObject
    {
        ["enable"] = call.Outlet.AutoOff.Enabled,
        ["delay_min"] = call.Outlet.AutoOff.Minutes,
    };

    private static Answer SetAutoOff(Call call)
    {
        var wrong = false;
        var enable = call.Flag("enable", ref wrong);
        var minutes = call.Number("delay_min", ref wrong);
        if (wrong || enable is null || minutes is null or < 1 or > 1440)
        {
            return ErrorCode.ParametersWrong;
        }

        call.Outlet.SetAutoOff(new AutoOff(enable.Value, minutes.Value), call.Now);
        return Answer.Done;
    }
}
