using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What anybody may see of a house at a moment: what it remembers, and what its plugs last said. Immutable; a house
/// publishes a new one after each change, and readers never wait for it.</summary>
/// <param name="Name">The house.</param>
/// <param name="Version">Grows with each publication.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="State">What it remembers.</param>
/// <param name="Reports">The last report of each plug; a plug that has not reported yet is missing.</param>
/// <param name="Storage">Whether the journal takes what is written.</param>
public sealed record HouseView(
    HouseName Name,
    long Version,
    Instant PublishedAt,
    HouseState State,
    ImmutableDictionary<PlugId, PlugReport> Reports,
    StorageHealth Storage = StorageHealth.Available)
{
    /// <summary>Found plugs that wait for an operator.</summary>
    public ImmutableArray<WaitingPlug> Waiting { get; init; } = [];
}
