using System.Collections.Immutable;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>Reads a plug's state and its meters in one go (PROTOCOL 5.1, 5.6). A meter that does not answer takes nothing from the reading.</summary>
internal sealed class MeteredReader(Conversation conversation, Reader reader, OutletCalls outlets)
{
    // Whole watts are asked for only where nothing finer was told.
    private readonly HashSet<OutletSlot> _inWatts = [];

    public async Task<Result<MeteredReading>> ReadAsync(IReadOnlyCollection<OutletSlot> meters, CancellationToken cancellationToken)
    {
        if (meters.Count == 0 || conversation.Layout is OutletLayout.Unknown)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            return read.TryGet(out var plain, out var unread) ? new MeteredReading(plain, []) : unread;
        }

        var questions = meters.SelectMany(slot => Questions(slot).Select(call => (Slot: slot, Call: call, Addressed: outlets.Addressed(slot, call)))).Where(static question => question.Addressed is not null).ToList();
        MethodCall[] own = conversation.Layout is OutletLayout.Strip ? [PlugCalls.GetDeviceInfo, PlugCalls.GetChildDeviceList(0)] : [PlugCalls.GetDeviceInfo];
        var called = await conversation.CallAllAsync([.. own, .. questions.Select(static question => question.Addressed!)], cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answers, out var failure))
        {
            return failure;
        }

        var state = own.Length > 1 ? await reader.FinishStripAsync([.. answers.Take(2)], cancellationToken).ConfigureAwait(false) : Single(answers[0]);
        if (!state.TryGet(out var reading, out var refusal))
        {
            return refusal;
        }

        var told = questions.Zip(answers.Skip(own.Length), (question, answer) => (question.Slot, Answer: outlets.Understood(question.Slot, question.Call, answer))).ToList();
        if (told.Select(static each => each.Answer.Refusal).FirstOrDefault(static each => each?.Kind is FailureKind.SessionLost or FailureKind.TransportChanged) is { } lost)
        {
            return lost;
        }

        return new MeteredReading(reading, [.. told.GroupBy(static each => each.Slot, static each => each.Answer).Select(Meter).OfType<EnergyReading>()]);
    }

    private IEnumerable<MethodCall> Questions(OutletSlot slot) =>
        new[] { PlugCalls.GetEnergyUsage, PlugCalls.GetEmeterData }.Concat(_inWatts.Contains(slot) ? [PlugCalls.GetCurrentPower] : []).Where(question => !conversation.Lacks(slot, question));

    private Result<Domain.Readings.PlugReading> Single(MethodAnswer answer) =>
        conversation.Judge(answer, CallStage.Request, MethodNames.GetDeviceInfo) is { } refusal ? refusal : reader.OfSingle(DeviceInfo.Read(answer.Result));

    private EnergyReading? Meter(IGrouping<OutletSlot, OutletAnswer> answers)
    {
        foreach (var lacking in answers.Where(static answer => ErrorMeaning.LacksMethod(answer.Answer.ErrorCode)))
        {
            conversation.LearnLacking(answers.Key, lacking.Call);
        }

        if (answers.All(static answer => answer.Refusal is not null))
        {
            return null;
        }

        var reading = EnergyAnswers.Read(answers.Key, Of(PlugCalls.GetEnergyUsage), Of(PlugCalls.GetEmeterData), Of(PlugCalls.GetCurrentPower));
        if (reading.Power is null)
        {
            _inWatts.Add(answers.Key);
        }

        return reading;

        System.Text.Json.JsonElement Of(MethodCall question) => answers.FirstOrDefault(answer => answer.Call == question)?.Result ?? default;
    }
}
