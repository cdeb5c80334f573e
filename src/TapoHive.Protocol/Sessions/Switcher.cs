using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>Sets relays and reads back, in one exchange where the plug allows it (PROTOCOL 5.1, 5.4).</summary>
internal sealed class Switcher(Conversation conversation, Reader reader)
{
    public Task<Result<SwitchResult>> SwitchAsync(IReadOnlyList<OutletCommand> commands, CancellationToken cancellationToken)
    {
        // The last word on each outlet counts.
        OutletCommand[] wanted = commands.Count == 1
            ? [commands[0]]
            : [.. commands.GroupBy(static command => command.Slot).Select(static group => group.Last()).OrderBy(static command => command.Slot)];
        return conversation.Layout switch
        {
            OutletLayout.Unknown => ReadAndSwitchAsync(wanted, cancellationToken),
            OutletLayout.Strip strip => SwitchStripAsync(strip, wanted, cancellationToken),
            _ => SwitchSingleAsync(wanted, cancellationToken),
        };
    }

    private async Task<Result<SwitchResult>> ReadAndSwitchAsync(OutletCommand[] wanted, CancellationToken cancellationToken)
    {
        var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!read.TryGet(out _, out var failure))
        {
            return failure with { Delivery = Delivery.NotDelivered };
        }

        return conversation.Layout is OutletLayout.Strip strip
            ? await SwitchStripAsync(strip, wanted, cancellationToken).ConfigureAwait(false)
            : await SwitchSingleAsync(wanted, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Result<SwitchResult>> SwitchSingleAsync(OutletCommand[] wanted, CancellationToken cancellationToken)
    {
        MethodCall[] calls = [.. wanted.Where(static command => command.Slot == OutletSlot.Whole).Select(static command => PlugCalls.SetRelay(command.Wanted)), PlugCalls.GetDeviceInfo];
        var called = await conversation.CallAllAsync(calls, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answers, out var failure))
        {
            return failure;
        }

        var acknowledgements = wanted.Select(command => new OutletAcknowledgement(
            command.Slot,
            command.Wanted,
            command.Slot == OutletSlot.Whole ? conversation.Judge(answers[0], CallStage.Request, MethodNames.SetDeviceInfo) : NoSuchOutlet(command.Slot))).ToArray();
        if (conversation.Judge(answers[^1], CallStage.Request, MethodNames.GetDeviceInfo) is { } unread)
        {
            return AfterWriting(unread);
        }

        return reader.OfSingle(DeviceInfo.Read(answers[^1].Result)).TryGet(out var reading, out var incomplete)
            ? new SwitchResult([.. acknowledgements], reading)
            : AfterWriting(incomplete);
    }

    private async Task<Result<SwitchResult>> SwitchStripAsync(OutletLayout.Strip strip, OutletCommand[] wanted, CancellationToken cancellationToken)
    {
        var sockets = strip.Sockets.ToDictionary(static socket => socket.Slot, static socket => socket.ChildId);
        OutletCommand[] known = [.. wanted.Where(command => sockets.ContainsKey(command.Slot))];
        var reads = reader.StripReads(known.Length);
        var called = await conversation.CallAllAsync(
            [.. known.Select(command => PlugCalls.ControlChild(sockets[command.Slot], PlugCalls.SetRelay(command.Wanted))), .. reads], cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var answers, out var failure))
        {
            return failure;
        }

        var refusals = known.Zip(answers, (command, answer) => (command.Slot, Refusal: RefusalOf(answer))).ToDictionary(static entry => entry.Slot, static entry => entry.Refusal);
        var acknowledgements = wanted.Select(command => new OutletAcknowledgement(
            command.Slot, command.Wanted, refusals.TryGetValue(command.Slot, out var refusal) ? refusal : NoSuchOutlet(command.Slot))).ToArray();
        var read = await reader.FinishStripAsync([.. answers.Skip(known.Length)], cancellationToken).ConfigureAwait(false);
        return read.TryGet(out var reading, out var unread)
            ? new SwitchResult([.. acknowledgements], reading)
            : AfterWriting(unread);
    }

    private Failure? RefusalOf(MethodAnswer answer)
    {
        if (conversation.Judge(answer, CallStage.Request, MethodNames.ControlChild) is { } refusal)
        {
            return refusal;
        }

        return answer.ChildAnswer() is { } child ? conversation.Judge(child, CallStage.Child, MethodNames.SetDeviceInfo) : null;
    }

    // The relays may have moved although nobody could see it.
    private static Failure AfterWriting(Failure failure) => failure with { Delivery = Delivery.Unknown };

    private static Failure NoSuchOutlet(OutletSlot slot) => new(FailureKind.Unsupported, slot == OutletSlot.Whole
        ? "The plug is a strip: name one of its outlets."
        : $"The plug has no outlet {slot}.");
}
