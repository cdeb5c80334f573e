using System.Text.Json;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Readings;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>Reads a plug's state: one exchange for a plug, one for a strip once it is known as such (PROTOCOL 5.1, 5.3).</summary>
internal sealed class Reader(Conversation conversation)
{
    // More sockets than any strip has; ends the paging of a plug that promises children without end.
    private const int MostChildren = 64;

    // The strip's own half of a reading, which carries its identity; had on this very session.
    private DeviceInfo? _strip;

    public async Task<Result<PlugReading>> ReadAsync(CancellationToken cancellationToken)
    {
        if (conversation.Layout is OutletLayout.Strip)
        {
            return await ReadStripAsync(cancellationToken).ConfigureAwait(false);
        }

        var called = await conversation.CallAsync(PlugCalls.GetDeviceInfo, cancellationToken).ConfigureAwait(false);
        if (!called.TryGet(out var result, out var failure))
        {
            return failure;
        }

        // Only a strip says nothing of a relay (PROTOCOL 5.1).
        var info = DeviceInfo.Read(result);
        if (info.State is not null)
        {
            return OfSingle(info);
        }

        _strip = info;
        return await ReadChildrenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The reads that end an exchange in which a strip's sockets are switched.</summary>
    public IReadOnlyList<MethodCall> StripReads(int callsBefore)
    {
        // The strip's own half says nothing of its sockets: it is asked again only where that costs no exchange of its own.
        var roomLeft = (callsBefore + 1) % PlugCalls.LargestBatch != 0;
        return _strip is null || (roomLeft && conversation.Traits.Batches != BatchSupport.Refused)
            ? [PlugCalls.GetDeviceInfo, PlugCalls.GetChildDeviceList(0)]
            : [PlugCalls.GetChildDeviceList(0)];
    }

    /// <summary>The reading out of the answers to <see cref="StripReads"/>, with the pages that are missing.</summary>
    public async Task<Result<PlugReading>> FinishStripAsync(IReadOnlyList<MethodAnswer> answers, CancellationToken cancellationToken)
    {
        if (answers.Count > 1)
        {
            if (conversation.Judge(answers[0], CallStage.Request, MethodNames.GetDeviceInfo) is { } failure)
            {
                return failure;
            }

            _strip = DeviceInfo.Read(answers[0].Result);
        }

        return conversation.Judge(answers[^1], CallStage.Request, MethodNames.GetChildDeviceList) is { } refusal
            // Another device where the strip was: who it is matters, not that it has no sockets.
            ? refusal.Kind == FailureKind.Unsupported && _strip is { State: not null } single ? OfSingle(single) : refusal
            : await FinishChildrenAsync(answers[^1].Result, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The reading of a plug with one relay.</summary>
    public Result<PlugReading> OfSingle(DeviceInfo info)
    {
        if (ReadingAssembly.OfSingle(info) is not { } reading)
        {
            return Incomplete();
        }

        conversation.Learn(new OutletLayout.Single());
        return reading;
    }

    private async Task<Result<PlugReading>> ReadStripAsync(CancellationToken cancellationToken)
    {
        var called = await conversation.CallAllAsync([PlugCalls.GetDeviceInfo, PlugCalls.GetChildDeviceList(0)], cancellationToken).ConfigureAwait(false);
        return called.TryGet(out var answers, out var failure)
            ? await FinishStripAsync(answers, cancellationToken).ConfigureAwait(false)
            : failure;
    }

    private async Task<Result<PlugReading>> ReadChildrenAsync(CancellationToken cancellationToken)
    {
        var called = await conversation.CallAsync(PlugCalls.GetChildDeviceList(0), cancellationToken).ConfigureAwait(false);
        if (called.TryGet(out var result, out var failure))
        {
            return await FinishChildrenAsync(result, cancellationToken).ConfigureAwait(false);
        }

        return failure.Kind == FailureKind.Unsupported
            ? new Failure(FailureKind.Unsupported, "The device tells of no relay and of no sockets: it is no plug.", failure.Delivery)
            : failure;
    }

    private async Task<Result<PlugReading>> FinishChildrenAsync(JsonElement firstPage, CancellationToken cancellationToken)
    {
        var page = ChildListPage.Read(firstPage);
        var children = page.Children.ToList();
        while (children.Count < Math.Min(page.Sum, MostChildren) && page.Children.Count > 0)
        {
            var called = await conversation.CallAsync(PlugCalls.GetChildDeviceList(children.Count), cancellationToken).ConfigureAwait(false);
            if (!called.TryGet(out var result, out var failure))
            {
                return failure;
            }

            page = ChildListPage.Read(result);
            children.AddRange(page.Children);
        }

        // A device that ignores the start index repeats itself.
        children = [.. children.DistinctBy(static child => (child.DeviceId, child.Position))];
        if (children.Count == 0 || ReadingAssembly.OfStrip(_strip!, children) is not { } reading)
        {
            return Incomplete();
        }

        conversation.Learn(ReadingAssembly.LayoutOf(children));
        return reading;
    }

    private static Failure Incomplete() =>
        new(FailureKind.Malformed, "The plug told neither its hardware address nor the state of any relay, or only one of the two.");
}
