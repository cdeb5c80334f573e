using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>status</c>.</summary>
/// <param name="Outlets">The outlets that were asked for, by house and name.</param>
/// <param name="Houses">The houses of the hive.</param>
public sealed record StatusReport(ImmutableArray<OutletStatus> Outlets, ImmutableArray<HouseStatus> Houses)
{
    /// <summary>Found plugs that wait for <c>adopt</c>.</summary>
    public ImmutableArray<WaitingPlugReport> Waiting { get; init; } = [];
}
