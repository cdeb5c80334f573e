using System.Collections.Immutable;
using TapoHive.Domain.Outlets;

namespace TapoHive.Protocol;

/// <summary>Which relays a plug has, and how they are addressed.</summary>
public abstract record OutletLayout
{
    private OutletLayout()
    {
    }

    /// <summary>Not read yet.</summary>
    public sealed record Unknown : OutletLayout;

    /// <summary>One relay: <see cref="OutletSlot.Whole"/>.</summary>
    public sealed record Single : OutletLayout;

    /// <summary>A strip.</summary>
    /// <param name="Sockets">Its sockets in their order.</param>
    public sealed record Strip(ImmutableArray<StripSocket> Sockets) : OutletLayout;
}

/// <summary>One socket of a strip.</summary>
/// <param name="Slot">Its place, from 1.</param>
/// <param name="ChildId">Its opaque name in calls.</param>
public readonly record struct StripSocket(OutletSlot Slot, string ChildId);
