namespace TapoHive.Domain.Outlets;

/// <summary>Set one relay. Idempotent: safe to repeat (PROTOCOL 5.4).</summary>
public readonly record struct OutletCommand(OutletSlot Slot, PowerState Wanted);
