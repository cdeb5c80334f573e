using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Histories;

/// <summary>A command to a relay reached a device.</summary>
/// <param name="At">When.</param>
/// <param name="Device">Which device.</param>
/// <param name="Slot">Which relay.</param>
/// <param name="MeantFor">The plug it was meant for, where that is known.</param>
/// <param name="Stray">Whether it was carried out later than it was answered, or long after it was sent.</param>
internal sealed record Write(Instant At, Mac Device, OutletSlot Slot, Mac? MeantFor, bool Stray);
