using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Plans;

/// <summary>What applying a file would change. It is found by applying the file to the house's memory and comparing, so a plan and
/// what is then done cannot differ.</summary>
/// <param name="Revision">What the plan is for: a house whose <see cref="HouseState.LayoutRevision"/> is another has moved on since.</param>
/// <param name="Changes">The differences: the house itself, accounts, discovery, plugs with their outlets, scenes, schedules.</param>
/// <param name="After">The house as it would be.</param>
public sealed record HousePlan(long Revision, ImmutableArray<PlannedChange> Changes, HouseState After)
{
    /// <summary>Plans.</summary>
    /// <param name="state">The house as it is.</param>
    /// <param name="definition">What a file says.</param>
    /// <param name="now">Now.</param>
    public static HousePlan Of(HouseState state, HouseDefinition definition, Instant now)
    {
        var after = HouseEvolution.Evolve(state, new HouseApplied(now, definition, state.Source, ""));
        return new HousePlan(state.LayoutRevision ?? 0, HouseDifference.Between(state, after), after);
    }
}
