using NodaTime;

namespace TapoHive.Domain.Outlets;

/// <summary>Something to do with the countdown of one outlet. Whatever it is, the countdown is read back.</summary>
/// <param name="Slot">Which outlet.</param>
public abstract record TimerCommand(OutletSlot Slot)
{
    /// <summary>Only look what is armed.</summary>
    public sealed record Look(OutletSlot Slot) : TimerCommand(Slot);

    /// <summary>Arm it, in place of whatever is there.</summary>
    /// <param name="Slot">Which outlet.</param>
    /// <param name="Delay">From now, in whole seconds: 1 to 86,400 (PROTOCOL 5.7).</param>
    /// <param name="Then">What it makes of the outlet.</param>
    public sealed record Arm(OutletSlot Slot, Duration Delay, PowerState Then) : TimerCommand(Slot);

    /// <summary>Remove it.</summary>
    public sealed record Clear(OutletSlot Slot) : TimerCommand(Slot);
}
