using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Plugs;

/// <summary>Somebody pressed the button of an outlet (or used the vendor's app).</summary>
/// <param name="Slot">Which outlet.</param>
/// <param name="State">What they made it.</param>
/// <param name="At">When that was read.</param>
/// <param name="Origin">What it was, where it was no button: a countdown or an auto-off time that a person had set in the vendor's app.</param>
public sealed record Press(OutletSlot Slot, PowerState State, Instant At, Origin? Origin = null);
