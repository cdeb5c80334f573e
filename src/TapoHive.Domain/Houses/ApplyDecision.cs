using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;

namespace TapoHive.Domain.Houses;

/// <summary>Whether a file becomes a house's definition, and whether the definition before it comes back.</summary>
public static class ApplyDecision
{
    /// <summary>Decides about a file.</summary>
    /// <param name="state">The house.</param>
    /// <param name="applied">What it would become.</param>
    /// <param name="when">When it is to become that.</param>
    /// <param name="onlyAt">The layout's revision that the file was planned for; absent where nobody looked.</param>
    public static ApplyVerdict Decide(HouseState state, HouseApplied applied, ApplyWhen when, long? onlyAt)
    {
        if (onlyAt is { } planned && planned != (state.LayoutRevision ?? 0))
        {
            return new ApplyVerdict.Refuse(
                $"House '{applied.Definition.Name}' has changed since that plan: it is at revision {state.LayoutRevision ?? 0}, not {planned}. Nothing was applied; look at 'tapohive house plan' again.");
        }

        var isKnown = state.Definition is not null && (when == ApplyWhen.TheHouseDiffers
            ? state.SourceHash == applied.SourceHash
            : FilesOf(state).Contains(new FileApplied(applied.Source, applied.SourceHash)));
        return isKnown ? new ApplyVerdict.Nothing() : new ApplyVerdict.Change(applied);
    }

    /// <summary>Decides about going back to the definition before.</summary>
    public static ApplyVerdict RollBack(HouseState state, HouseName house, Origin by, Instant now) => state.Before is null
        ? new ApplyVerdict.Refuse($"House '{house}' has had one definition only, so there is none to go back to. Apply the file that you want.")
        : new ApplyVerdict.Change(new HouseRolledBack(now, by));

    /// <summary>What each file meant when it was last applied, the latest last.</summary>
    internal static ImmutableArray<FileApplied> FilesOf(HouseState state) =>
        state.FilesApplied ?? (state.Definition is null ? [] : [new FileApplied(state.Source, state.SourceHash)]);
}
