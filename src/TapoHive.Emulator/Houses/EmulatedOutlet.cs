using TapoHive.Domain.Outlets;

namespace TapoHive.Emulator.Houses;

/// <summary>The truth about one relay at the moment of asking, seen from outside the plug.</summary>
/// <param name="Slot"><see cref="OutletSlot.Whole"/> for a plug without children, else the child's position.</param>
/// <param name="Id">The child's id; of a plug without children, the plug's.</param>
/// <param name="Name">The name people gave it.</param>
/// <param name="Power">Whether the relay is closed.</param>
/// <param name="Watts">The load that is plugged in.</param>
/// <param name="WattHours">What was drawn since the house was started.</param>
public sealed record EmulatedOutlet(OutletSlot Slot, string Id, string Name, PowerState Power, double Watts, double WattHours);
