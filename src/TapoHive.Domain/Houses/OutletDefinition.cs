using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>One named outlet of a strip.</summary>
/// <param name="Name">The part after the dot: <c>monitor</c> of <c>desk.monitor</c>.</param>
/// <param name="Slot">Its position on the strip, from 1.</param>
/// <param name="Room">Its room, where it differs from the strip's.</param>
/// <param name="Tags">Its tags, besides the strip's.</param>
/// <param name="Base">Its base state, where it differs from the strip's.</param>
/// <param name="MaxOn">How long it may be on at a time, where that differs from the strip's.</param>
public sealed record OutletDefinition(string Name, OutletSlot Slot, string? Room, ImmutableArray<string> Tags, PowerState? Base, Duration? MaxOn = null);
