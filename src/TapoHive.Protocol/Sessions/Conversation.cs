using System.Text.Json;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
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

    public PlugTraits Traits
    {
        get
        {
            var signatures = channel.Signatures == ReplySignatures.Unseen ? _traits.Signatures : channel.Signatures;
            return (_traits.Habit, _traits.Signatures, _traits.Login) == (channel.Habit, signatures, channel.Login)
                ? _traits
                : _traits with { Habit = channel.Habit, Signatures = signatures, Login = channel.Login };
        }
    }

    public OutletLayout Layout => _traits.Layout;

    public void Learn(OutletLayout layout)
    {
        if (layout != _traits.Layout)
        {
            _traits = _traits with { Layout = layout };
        }
    }

    public bool Lacks(OutletSlot slot, MethodCall call) => _traits.Lacking.Contains((slot, call.Method));

    public void LearnLacking(OutletSlot slot, MethodCall call) => _traits = _traits with { Lacking = _traits.Lacking.Add((slot, call.Method)) };

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
            var batch = Math.Min(calls.Count - answers.Count, _traits.Batches == BatchSupport.Refused ? 1 : PlugCalls.LargestBatch);
            MethodCall[] some = batch == calls.Count && calls is MethodCall[] all ? all : [.. calls.Skip(answers.Count).Take(batch)];
            var called = await channel.CallAsync(batch > 1 ? PlugCalls.Multiple(some) : some[0], cancellationToken).ConfigureAwait(false);
            if ((called.TryGet(out var answer, out var failure) ? Take(some, answer, answers) : failure) is { } stopped)
            {
                return answers.Count == 0 ? stopped : stopped with { Delivery = Delivery.Unknown };
            }
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

    /// <summary>Adds what was answered to some calls; the failure where that was none.</summary>
    private Failure? Take(MethodCall[] calls, MethodAnswer answer, List<MethodAnswer> answers)
    {
        if (calls.Length == 1)
        {
            answers.Add(answer);
            return null;
        }

        if (answer.ErrorCode == ErrorCode.Success)
        {
            Sort(calls, answer.Answers(), answers);
            return null;
        }

        if (!ErrorMeaning.RefusesBatches(answer.ErrorCode))
        {
            return Judge(answer, CallStage.Request, MethodNames.MultipleRequest)!;
        }

        _traits = _traits with { Batches = BatchSupport.Refused };
        return null;
    }

    /// <summary>Adds the leading calls' answers; the others are asked again. A plug may stop at the first error, which says nothing against
    /// batches; one that leaves answers out without an error does not understand them.</summary>
    private void Sort(MethodCall[] calls, IReadOnlyList<NamedAnswer> named, List<MethodAnswer> answers)
    {
        var sorted = 0;
        var stopped = false;
        while (sorted < Math.Min(calls.Length, named.Count) && (named[sorted].Method is not { } method || method == calls[sorted].Method))
        {
            stopped |= named[sorted].Answer.ErrorCode != ErrorCode.Success;
            answers.Add(named[sorted++].Answer);
        }

        var batches = sorted == calls.Length || stopped ? BatchSupport.Accepted : BatchSupport.Refused;
        if (batches != _traits.Batches)
        {
            _traits = _traits with { Batches = batches };
        }
    }
}
