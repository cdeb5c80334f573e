using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Plugs;

/// <summary>What a house tells a plug of one outlet.</summary>
/// <param name="Slot">Which.</param>
/// <param name="Desired">What is wanted; nothing where nobody asks.</param>
/// <param name="MaxOn">How long it may be on at a time, whoever wants it on.</param>
/// <param name="AskedAt">Since when the desired state is asked for.</param>
/// <param name="Memory">What an actor that begins anew has to know besides.</param>
public sealed record OutletAssignment(OutletSlot Slot, Desired? Desired, Duration? MaxOn = null, Instant? AskedAt = null, OutletMemory? Memory = null);
