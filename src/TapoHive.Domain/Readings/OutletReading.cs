using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Readings;

/// <summary>What a plug said of one relay.</summary>
/// <param name="Slot">Which one.</param>
/// <param name="Alias">Its own name on a strip; empty where none is.</param>
/// <param name="State">On or off.</param>
/// <param name="OnTime">How long it has been on, to the second; zero when off, absent where not told.</param>
/// <param name="Protection">Whether the plug switched it off, or would, to protect itself.</param>
public sealed record OutletReading(OutletSlot Slot, string Alias, PowerState State, Duration? OnTime, Protection Protection);
