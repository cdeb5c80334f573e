using System.Collections.Immutable;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Protocol;

/// <summary>What came of switching.</summary>
/// <param name="Acknowledgements">What the plug said to each command, ordered by slot. Not evidence of any state.</param>
/// <param name="Reading">What the plug said of itself afterwards: the evidence.</param>
public sealed record SwitchResult(ImmutableArray<OutletAcknowledgement> Acknowledgements, PlugReading Reading);

/// <summary>What a plug said to one command.</summary>
/// <param name="Slot">Which outlet.</param>
/// <param name="Wanted">What was asked for.</param>
/// <param name="Refusal">Why not; absent where the plug said "ok".</param>
public sealed record OutletAcknowledgement(OutletSlot Slot, PowerState Wanted, Failure? Refusal)
{
    /// <summary>Whether the plug said "ok".</summary>
    public bool IsAccepted => Refusal is null;
}
