using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Plugs;

/// <summary>Somebody pressed the button of an outlet (or used the vendor's app).</summary>
/// <param name="Slot">Which outlet.</param>
/// <param name="State">What they made it.</param>
/// <param name="At">When that was read.</param>
public sealed record Press(OutletSlot Slot, PowerState State, Instant At);
