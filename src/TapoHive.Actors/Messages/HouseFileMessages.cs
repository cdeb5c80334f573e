using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plans;

namespace TapoHive.Actors.Messages;

/// <summary>Make a house what its file says. Answered by <see cref="HouseAccepted"/> or <see cref="Refused"/>.</summary>
/// <param name="Definition">What the file says.</param>
/// <param name="Source">The file.</param>
/// <param name="SourceHash">The fingerprint of what it means.</param>
/// <param name="By">Who asked; absent for the start of a hive.</param>
/// <param name="When">When it is applied at all.</param>
/// <param name="OnlyAt">The revision it was planned for; absent where nobody looked.</param>
public sealed record ApplyHouse(
    HouseDefinition Definition,
    string Source,
    string SourceHash,
    Origin? By = null,
    ApplyWhen When = ApplyWhen.TheFileChanged,
    long? OnlyAt = null) : IForHouse
{
    /// <inheritdoc/>
    public HouseName House => Definition.Name;
}

/// <summary>Give a house the definition back that it had before. Answered by <see cref="HouseAccepted"/> or <see cref="Refused"/>.</summary>
public sealed record RollBackHouse(HouseName House, Origin By) : IForHouse;

/// <summary>A house is what was asked, or was already.</summary>
/// <param name="House">Which house.</param>
/// <param name="Revision">The revision of its layout, as a plan names it.</param>
/// <param name="Changed">Whether anything differs from what was applied before.</param>
/// <param name="Changes">What is different now, in words.</param>
public sealed record HouseAccepted(HouseName House, long Revision, bool Changed, ImmutableArray<PlannedChange> Changes);

/// <summary>A house has answered an <see cref="ApplyHouse"/> or <see cref="RollBackHouse"/> and shows what came of it. Told to its parent.</summary>
public sealed record HouseSettled(HouseName House);
