using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Plugs;

/// <summary>What a house remembers of an outlet that its plug once told, for an actor that begins anew: after a restart nothing of it
/// can be read off the plug.</summary>
/// <param name="OnSince">Since when it was on, where that was the last that was seen.</param>
/// <param name="Armed">The countdown that the hive armed last.</param>
/// <param name="Formerly">What was asked before the present wish, and when: a command for it may still land.</param>
/// <param name="FormerlyAt">When that was asked.</param>
/// <param name="TrippedAt">The desired revision at which a protection tripped, where nobody has asked for anything since.</param>
public sealed record OutletMemory(Instant? OnSince = null, ArmedTimer? Armed = null, PowerState? Formerly = null, Instant? FormerlyAt = null, long? TrippedAt = null);
