using System.Text.Json;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Protocol.Methods;

/// <summary>The answers about what people stored on a plug in the vendor's app (PROTOCOL 5.8, 5.9).</summary>
public static class StoredRuleAnswers
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>One page of <c>get_schedule_rules</c>: the rules that are on, how many are on this page at all, and on all pages. Never throws.</summary>
    public static (IReadOnlyList<StoredSchedule> Rules, int Received, int Sum) ReadSchedules(JsonElement result)
    {
        JsonElement[] all = [.. result.Items("rule_list").Where(static rule => rule.ValueKind == JsonValueKind.Object)];
        var areOn = result.Flag("enable") != false;
        return ([.. all.Where(_ => areOn).Select(ReadSchedule).OfType<StoredSchedule>()], all.Length, result.Small("sum") ?? all.Length);
    }

    /// <summary>The delay of <c>get_auto_off_config</c>; nothing where it is off. Never throws.</summary>
    public static Duration? ReadAutoOff(JsonElement result) =>
        result.Flag("enable") == true && result.Small("delay_min") is { } minutes and > 0 ? Duration.FromMinutes(minutes) : null;

    /// <summary>Whether <c>get_antitheft_rules</c> shows any that is on. Never throws.</summary>
    public static bool ReadAwayMode(JsonElement result) =>
        result.Flag("enable") == true && result.Items("rule_list").Any(static rule => rule.Flag("enable") == true);

    /// <summary>The result of <c>get_auto_update_info</c>; nothing where it does not say. Never throws.</summary>
    public static AutoUpdate? ReadAutoUpdate(JsonElement result) =>
        result.Flag("enable") is { } enabled ? new AutoUpdate(enabled, result.Small("time") ?? 180, result.Small("random_range") ?? 120) : null;

    private static StoredSchedule? ReadSchedule(JsonElement rule)
    {
        // Older firmware words what to do as "s_action".
        var then = rule.ObjectMember("desired_states")?.Flag("on") ?? rule.Flag("s_action");
        return rule.Flag("enable") != false && then is { } on && rule.Small("s_min") is { } minute and >= 0 and < MinutesOfDay
            ? new StoredSchedule(minute, (rule.Small("week_day") ?? 0) & 127, rule.Text("s_type") is "sunrise" or "sunset", on ? PowerState.On : PowerState.Off)
            : null;
    }
}
