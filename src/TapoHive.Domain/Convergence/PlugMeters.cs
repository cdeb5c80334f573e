using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Convergence;

/// <summary>What is known of a plug's meters, and how lively they are.</summary>
public sealed record PlugMeters
{
    /// <summary>Nobody has asked.</summary>
    public static PlugMeters Unknown { get; } = new();

    /// <summary>When the plug is to be asked which of its outlets measure; absent where it need not be.</summary>
    public Instant? LookAt { get; init; }

    /// <summary>The outlets that measure; absent before the plug told.</summary>
    public ImmutableArray<OutletSlot>? Slots { get; init; }

    /// <summary>The firmware that told: another may have other meters.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>What last flowed through each.</summary>
    public ImmutableSortedDictionary<OutletSlot, Power> Power { get; init; } = ImmutableSortedDictionary<OutletSlot, Power>.Empty;

    /// <summary>When the meters were last looked at more often because something had changed.</summary>
    public Instant? LivelySince { get; init; }

    /// <summary>When what flows last changed.</summary>
    public Instant? ChangedAt { get; init; }

    /// <summary>What the plug's own record is still to be asked for, bounded.</summary>
    public ImmutableArray<SeriesQuestion> Questions { get; init; } = [];
}
