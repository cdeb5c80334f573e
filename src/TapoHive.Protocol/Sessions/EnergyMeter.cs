using System.Text.Json;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>Reads power and energy (PROTOCOL 5.6): all three answers in one exchange, less those that the plug was found not to have.</summary>
internal sealed class EnergyMeter(Conversation conversation, OutletCalls outlets)
{
    private static readonly MethodCall[] Questions = [PlugCalls.GetEnergyUsage, PlugCalls.GetEmeterData, PlugCalls.GetCurrentPower];

    public async Task<Result<EnergyReading>> ReadAsync(OutletSlot slot, CancellationToken cancellationToken)
    {
        MethodCall[] asked = [.. Questions.Where(question => !conversation.Lacks(slot, question))];
        if (asked.Length == 0)
        {
            return DoesNotMeasure();
        }

        var called = await outlets.CallAllAsync(slot, asked, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answers, out var failure))
        {
            return failure;
        }

        foreach (var lacking in answers.Where(static answer => ErrorMeaning.LacksMethod(answer.Answer.ErrorCode)))
        {
            conversation.LearnLacking(slot, lacking.Call);
        }

        if (answers.All(static answer => answer.Refusal is not null))
        {
            return answers.Select(static answer => answer.Refusal!).FirstOrDefault(static refusal => refusal.Kind != FailureKind.Unsupported) ?? DoesNotMeasure();
        }

        return EnergyAnswers.Read(slot, Of(PlugCalls.GetEnergyUsage), Of(PlugCalls.GetEmeterData), Of(PlugCalls.GetCurrentPower));

        JsonElement Of(MethodCall question) => answers.FirstOrDefault(answer => answer.Call == question)?.Result ?? default;
    }

    public async Task<Result<UsageReading>> ReadUsageAsync(OutletSlot slot, CancellationToken cancellationToken)
    {
        var called = await outlets.CallAllAsync(slot, [PlugCalls.GetDeviceUsage], cancellationToken).ConfigureAwait(false);
        return !called.TryGet(out var answers, out var failure) ? failure
            : answers[0].Refusal is { } refusal ? refusal
            : EnergyAnswers.ReadUsage(slot, answers[0].Result);
    }

    private static Failure DoesNotMeasure() => new(FailureKind.Unsupported, "The plug does not measure power or energy.");
}
