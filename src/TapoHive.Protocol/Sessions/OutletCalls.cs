using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>Calls that go to one outlet: to the plug itself, or through <c>control_child</c> to a socket of a strip (PROTOCOL 5.1).</summary>
internal sealed class OutletCalls(Conversation conversation, Reader reader)
{
    /// <summary>The outlet's answers, in order; the strip's own refusals stand for its socket's.</summary>
    public async Task<Result<IReadOnlyList<OutletAnswer>>> CallAllAsync(OutletSlot slot, IReadOnlyList<MethodCall> calls, CancellationToken cancellationToken)
    {
        if (conversation.Layout is OutletLayout.Unknown)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!read.TryGet(out _, out var unread))
            {
                return unread with { Delivery = Delivery.NotDelivered };
            }
        }

        if (!TryAddress(slot, out var child))
        {
            return new Failure(FailureKind.Unsupported, $"The plug has no outlet {slot}.");
        }

        var called = await conversation.CallAllAsync(child is null ? calls : [.. calls.Select(call => PlugCalls.ControlChild(child, call))], cancellationToken).ConfigureAwait(false);
        return called.TryGet(out var answers, out var failure)
            ? (OutletAnswer[])[.. calls.Zip(answers, (call, answer) => child is null ? Own(call, answer) : OfChild(call, answer))]
            : failure;
    }

    /// <summary>A call as it has to be made for an outlet; nothing where the plug has no such outlet.</summary>
    public MethodCall? Addressed(OutletSlot slot, MethodCall call) => !TryAddress(slot, out var child) ? null : child is null ? call : PlugCalls.ControlChild(child, call);

    /// <summary>What an outlet answered to a call that was made as <see cref="Addressed"/> has it.</summary>
    public OutletAnswer Understood(OutletSlot slot, MethodCall call, MethodAnswer answer) => slot == OutletSlot.Whole ? Own(call, answer) : OfChild(call, answer);

    private bool TryAddress(OutletSlot slot, out string? child)
    {
        child = null;
        if (conversation.Layout is not OutletLayout.Strip strip)
        {
            return slot == OutletSlot.Whole;
        }

        child = strip.Sockets.FirstOrDefault(socket => socket.Slot == slot).ChildId;
        return child is not null;
    }

    private OutletAnswer Own(MethodCall call, MethodAnswer answer) => new(call, answer, conversation.Judge(answer, CallStage.Request, call.Method));

    private OutletAnswer OfChild(MethodCall call, MethodAnswer answer)
    {
        if (conversation.Judge(answer, CallStage.Request, MethodNames.ControlChild) is { } refusal)
        {
            return new OutletAnswer(call, answer, refusal);
        }

        return answer.ChildAnswer() is { } child
            ? new OutletAnswer(call, child, conversation.Judge(child, CallStage.Child, call.Method))
            : new OutletAnswer(call, new MethodAnswer(ErrorCode.Success, default), Refusal: null);
    }
}
