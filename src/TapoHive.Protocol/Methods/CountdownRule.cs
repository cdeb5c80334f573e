using System.Text.Json;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Protocol.Methods;

/// <summary>One entry of <c>get_countdown_rules</c> (PROTOCOL 5.7). Spent rules stay in the list, disabled and with nothing remaining.</summary>
/// <param name="Id">Such as <c>C1</c>.</param>
/// <param name="Countdown">What it is.</param>
public sealed record CountdownRule(string Id, Countdown Countdown)
{
    /// <summary>Reads the rules of the result object. Never throws.</summary>
    public static IReadOnlyList<CountdownRule> Read(JsonElement result) => [.. result.Items("rule_list").Where(static item => item.ValueKind == JsonValueKind.Object).Select(ReadRule)];

    /// <summary>The countdown that a list of rules amounts to: the armed one, if there is one.</summary>
    public static Countdown Of(IEnumerable<CountdownRule> rules) =>
        rules.Select(static rule => rule.Countdown).OfType<Countdown.Armed>().FirstOrDefault() ?? (Countdown)new Countdown.Idle();

    private static CountdownRule ReadRule(JsonElement rule)
    {
        var id = rule.Text("id") ?? string.Empty;

        // Older firmware words what to do as "action".
        var then = rule.ObjectMember("desired_states")?.Flag("on") ?? rule.Flag("action");
        var remain = rule.Small("remain");
        var delay = rule.Small("delay") ?? remain ?? 0;
        return rule.Flag("enable") == true && then is { } on && (remain ?? delay) > 0
            ? new CountdownRule(id, new Countdown.Armed(Duration.FromSeconds(remain ?? delay), Duration.FromSeconds(delay), on ? PowerState.On : PowerState.Off))
            : new CountdownRule(id, new Countdown.Idle());
    }
}
