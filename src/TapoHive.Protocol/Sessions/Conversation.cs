using System.Text.Json;
using TapoHive.Domain.Failures;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>
/// Calls over a channel, several in one where the plug takes that, one by one where it does not (PROTOCOL 5.1), and what has been
/// learnt about the plug on the way.
/// </summary>
internal sealed class Conversation(IPlugChannel channel, PlugTraits traits)
{
    // After so many answers in a row with codes that nobody knows, the session itself is suspected (PROTOCOL 6).
    private const int UnknownCodesTolerated = 2;

    private PlugTraits _traits = traits;
    private int _unknownInARow;
    private bool _suspect;

    public bool IsOver => _suspect || channel.IsOver;

    public PlugTraits Traits => _traits with
    {
        Habit = channel.Habit,
        Signatures = channel.Signatures == ReplySignatures.Unseen ? _traits.Signatures : channel.Signatures,
    };

    public void Learn(OutletLayout layout) => _traits = _traits with { Layout = layout };

    public bool Lacks(MethodCall call) => _traits.Lacking.Contains(call.Method);

    public void LearnLacking(MethodCall call) => _traits = _traits with { Lacking = _traits.Lacking.Add(call.Method) };

    /// <summary>One call whose answer must be a success.</summary>
    public async Task<Result<JsonElement>> CallAsync(MethodCall call, CancellationToken cancellationToken)
    {
        var called = await channel.CallAsync(call, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answer, out var failure))
        {
            return failure;
        }

        return Judge(answer, CallStage.Request, call.Method) is { } refusal ? refusal : answer.Result;
    }

    /// <summary>All calls, in order, in as few exchanges as the plug allows: an answer to each, or the failure that stopped them. Once any
    /// call may have arrived, such a failure says so.</summary>
    public async Task<Result<IReadOnlyList<MethodAnswer>>> CallAllAsync(IReadOnlyList<MethodCall> calls, CancellationToken cancellationToken)
    {
        var answers = new List<MethodAnswer>(calls.Count);
        while (answers.Count < calls.Count)
        {
            var rest = calls.Count - answers.Count;
            var batch = rest > 1 && _traits.Batches != BatchSupport.Refused
                ? await CallBatchAsync([.. calls.Skip(answers.Count).Take(PlugCalls.LargestBatch)], cancellationToken).ConfigureAwait(false)
                : await CallOneAsync(calls[answers.Count], cancellationToken).ConfigureAwait(false);
            if (!batch.TryGet(out var some, out var failure))
            {
                return answers.Count == 0 ? failure : failure with { Delivery = Delivery.Unknown };
            }

            answers.AddRange(some);
        }

        return answers;
    }

    /// <summary>The failure that an answer's code means; nothing for a success. Keeps count of what casts doubt on the session.</summary>
    public Failure? Judge(MethodAnswer answer, CallStage stage, string method)
    {
        if (answer.ErrorCode == ErrorCode.Success)
        {
            _unknownInARow = 0;
            return null;
        }

        var failure = ErrorMeaning.Of(answer.ErrorCode, stage, method);
        _unknownInARow = ErrorMeaning.IsKnown(answer.ErrorCode) ? 0 : _unknownInARow + 1;
        if (_unknownInARow > UnknownCodesTolerated)
        {
            _suspect = true;
            return failure with { Kind = FailureKind.SessionLost };
        }

        _suspect |= failure.Kind is FailureKind.SessionLost or FailureKind.TransportChanged;
        return failure;
    }

    private async Task<Result<IReadOnlyList<MethodAnswer>>> CallOneAsync(MethodCall call, CancellationToken cancellationToken)
    {
        var called = await channel.CallAsync(call, cancellationToken).ConfigureAwait(false);
        return called.TryGet(out var answer, out var failure) ? (MethodAnswer[])[answer] : failure;
    }

    private async Task<Result<IReadOnlyList<MethodAnswer>>> CallBatchAsync(MethodCall[] calls, CancellationToken cancellationToken)
    {
        var called = await channel.CallAsync(PlugCalls.Multiple(calls), cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answer, out var failure))
        {
            return failure;
        }

        if (answer.ErrorCode == ErrorCode.Success)
        {
            return Sort(calls, answer.Answers());
        }

        if (!ErrorMeaning.RefusesBatches(answer.ErrorCode))
        {
            return Judge(answer, CallStage.Request, MethodNames.MultipleRequest)!;
        }

        _traits = _traits with { Batches = BatchSupport.Refused };
        return await CallOneAsync(calls[0], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The leading calls that have their answer; the others are asked again. A plug may stop at the first error, which says nothing against
    /// batches; one that leaves answers out without an error does not understand them.</summary>
    private Result<IReadOnlyList<MethodAnswer>> Sort(MethodCall[] calls, IReadOnlyList<NamedAnswer> named)
    {
        var answers = new List<MethodAnswer>(calls.Length);
        foreach (var (call, answer) in calls.Zip(named))
        {
            if (answer.Method is not null && answer.Method != call.Method)
            {
                break;
            }

            answers.Add(answer.Answer);
        }

        var whole = answers.Count == calls.Length;
        var stopped = answers.Any(static answer => answer.ErrorCode != ErrorCode.Success);
        _traits = _traits with { Batches = whole || stopped ? BatchSupport.Accepted : BatchSupport.Refused };
        return answers;
    }
}
