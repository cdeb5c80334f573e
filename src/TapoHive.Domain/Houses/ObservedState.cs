using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>A state that was read from the plug, and when it was first seen.</summary>
/// <param name="State">The state.</param>
/// <param name="At">When it was first seen.</param>
/// <param name="OnSince">Since when it was on, by the plug's own count.</param>
public sealed record ObservedState(PowerState State, Instant At, Instant? OnSince = null);
