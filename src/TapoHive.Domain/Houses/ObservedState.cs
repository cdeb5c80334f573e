using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>A state that was read from the plug, and when it was first seen.</summary>
public sealed record ObservedState(PowerState State, Instant At);
