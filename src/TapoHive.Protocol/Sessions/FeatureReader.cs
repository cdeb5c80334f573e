using System.Collections.Immutable;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>Reads what a plug and its outlets can do (PROTOCOL 5.2).</summary>
internal sealed class FeatureReader(Conversation conversation, Reader reader)
{
    private const int MostPages = 16;

    public async Task<Result<PlugFeatures>> ReadAsync(CancellationToken cancellationToken)
    {
        var called = await conversation.CallAsync(PlugCalls.ComponentNego, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var result, out var failure) && failure.Kind != FailureKind.Unsupported)
        {
            return failure;
        }

        // Firmware that does not know the question (-1002) has not said what it can do: that is an empty list.
        var own = ComponentList.Read(result);
        var single = new PlugFeatures(own, ImmutableSortedDictionary<OutletSlot, ImmutableDictionary<string, int>>.Empty.Add(OutletSlot.Whole, own));
        return single.HasChildren ? await ReadStripAsync(own, cancellationToken).ConfigureAwait(false) : single;
    }

    private async Task<Result<PlugFeatures>> ReadStripAsync(ImmutableDictionary<string, int> own, CancellationToken cancellationToken)
    {
        if (conversation.Layout is not OutletLayout.Strip)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!read.TryGet(out _, out var unread))
            {
                return unread;
            }
        }

        if (conversation.Layout is not OutletLayout.Strip strip)
        {
            return new Failure(FailureKind.Malformed, "The plug lists sockets among its capabilities and has none.");
        }

        var slots = strip.Sockets.ToDictionary(static socket => socket.ChildId, static socket => socket.Slot, StringComparer.Ordinal);
        var outlets = ImmutableSortedDictionary.CreateBuilder<OutletSlot, ImmutableDictionary<string, int>>();
        var received = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var called = await conversation.CallAsync(PlugCalls.GetChildDeviceComponentList(received), cancellationToken).ConfigureAwait(false);
            if (!called.TryGet(out var result, out var failure))
            {
                if (failure.Kind != FailureKind.Unsupported)
                {
                    return failure;
                }

                break;
            }

            var (children, sum) = ComponentList.ReadChildPage(result);
            foreach (var (id, components) in children)
            {
                if (slots.TryGetValue(id, out var slot))
                {
                    outlets[slot] = components;
                }
            }

            received += children.Count;
            if (children.Count == 0 || received >= sum)
            {
                break;
            }
        }

        return new PlugFeatures(own, outlets.ToImmutable());
    }
}
