using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>What flowed through the outlets of a room, or with a tag.</summary>
/// <param name="Name">The room or tag; empty for outlets that have none.</param>
/// <param name="House">Its house.</param>
/// <param name="Outlets">The outlets, by name.</param>
/// <param name="Unit">The unit of energy.</param>
/// <param name="Points">By window, oldest first.</param>
/// <param name="WattHours">All of it.</param>
/// <param name="Complete">Whether all windows are.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="NowWatts">What flows now through those that were looked at lately.</param>
public sealed record EnergyGroupReport(
    string Name,
    string House,
    ImmutableArray<string> Outlets,
    string Unit,
    ImmutableArray<EnergyPointReport> Points,
    double? WattHours,
    bool Complete,
    decimal? Cost,
    double? NowWatts);
