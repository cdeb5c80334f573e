using TapoHive.Domain.Outlets;

namespace TapoHive.Emulator.Devices;

/// <summary>A relay that truly moved. Setting a relay to the state it is in moves nothing and is not recorded.</summary>
/// <param name="At">When.</param>
/// <param name="Slot">Which relay: <see cref="OutletSlot.Whole"/> for a plug without children, else the child's position.</param>
/// <param name="To">What it moved to.</param>
/// <param name="Cause">Why.</param>
public sealed record RelayMovement(DateTimeOffset At, OutletSlot Slot, PowerState To, MovementCause Cause);
