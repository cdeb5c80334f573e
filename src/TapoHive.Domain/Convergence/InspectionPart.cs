using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Convergence;

/// <summary>One part of what is seldom looked at: small enough not to keep a command waiting.</summary>
public abstract record InspectionPart
{
    private InspectionPart()
    {
    }

    /// <summary>Updates and clock of the plug as a whole; the clock is set right, and updates are switched off where that is wanted.</summary>
    public sealed record Settings(FirmwareUpdates Updates) : InspectionPart;

    /// <summary>What is stored on one outlet.</summary>
    public sealed record Rules(OutletSlot Slot) : InspectionPart;
}
