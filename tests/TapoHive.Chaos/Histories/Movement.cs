using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Histories;

/// <summary>A relay moved.</summary>
/// <param name="At">When.</param>
/// <param name="Device">Of which device.</param>
/// <param name="Slot">Which relay.</param>
/// <param name="To">To what.</param>
/// <param name="Cause">What moved it.</param>
/// <param name="SentAt">When the command that moved it was sent, where that is known.</param>
internal sealed record Movement(Instant At, Mac Device, OutletSlot Slot, PowerState To, MovedBy Cause, Instant? SentAt = null);
