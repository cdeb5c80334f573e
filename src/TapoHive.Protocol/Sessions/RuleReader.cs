using System.Text.Json;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>Reads what people stored on an outlet: all in one exchange, less what the plug was found not to have, and further pages.</summary>
internal sealed class RuleReader(Conversation conversation, OutletCalls outlets)
{
    private const int MostPages = 8;

    public async Task<Result<StoredRules>> ReadAsync(OutletSlot slot, CancellationToken cancellationToken)
    {
        MethodCall[] questions =
            [.. new[] { PlugCalls.GetScheduleRules(0), PlugCalls.GetCountdownRules, PlugCalls.GetAutoOffConfig, PlugCalls.GetAntitheftRules }.Where(call => !conversation.Lacks(slot, call))];
        if (questions.Length == 0)
        {
            return new StoredRules([], null, AwayMode: false, null);
        }

        var called = await outlets.CallAllAsync(slot, questions, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answers, out var failure))
        {
            return failure;
        }

        if (answers.Select(static answer => answer.Refusal).FirstOrDefault(static refusal => refusal is not null && refusal.Kind != FailureKind.Unsupported) is { } trouble)
        {
            return trouble;
        }

        foreach (var lacking in answers.Where(static answer => ErrorMeaning.LacksMethod(answer.Answer.ErrorCode)))
        {
            conversation.LearnLacking(slot, lacking.Call);
        }

        var schedules = await ReadPagesAsync(slot, Of(MethodNames.GetScheduleRules), cancellationToken).ConfigureAwait(false);
        var countdown = Of(MethodNames.GetCountdownRules);
        return schedules.TryGet(out var rules, out var unread)
            ? new StoredRules(
                [.. rules],
                StoredRuleAnswers.ReadAutoOff(Of(MethodNames.GetAutoOffConfig)),
                StoredRuleAnswers.ReadAwayMode(Of(MethodNames.GetAntitheftRules)),
                countdown.ValueKind == JsonValueKind.Undefined ? null : CountdownRule.Of(CountdownRule.Read(countdown)))
            : unread;

        JsonElement Of(string method) => answers.FirstOrDefault(answer => answer.Call.Method == method)?.Result ?? default;
    }

    private async Task<Result<List<StoredSchedule>>> ReadPagesAsync(OutletSlot slot, JsonElement first, CancellationToken cancellationToken)
    {
        var (page, received, sum) = StoredRuleAnswers.ReadSchedules(first);
        List<StoredSchedule> rules = [.. page];
        for (var pages = 1; received < sum && pages < MostPages; pages++)
        {
            var called = await outlets.CallAllAsync(slot, [PlugCalls.GetScheduleRules(received)], cancellationToken).ConfigureAwait(false);
            if (!called.TryGet(out var answers, out var failure))
            {
                return failure;
            }

            var (more, count, _) = StoredRuleAnswers.ReadSchedules(answers[0].Result);
            if (count == 0)
            {
                break;
            }

            rules.AddRange(more);
            received += count;
        }

        return rules;
    }
}
