using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>What flowed through one outlet.</summary>
/// <param name="Name">The outlet.</param>
/// <param name="House">Its house.</param>
/// <param name="Room">Its room.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Unit">The unit of energy.</param>
/// <param name="Points">By window, oldest first.</param>
/// <param name="WattHours">All of it; null where nothing is known.</param>
/// <param name="Complete">Whether all windows are.</param>
/// <param name="Cost">What it cost, where the house has a tariff.</param>
/// <param name="NowWatts">What flows now; null where it was not looked at lately.</param>
/// <param name="Volts">Mains voltage, where the plug tells it.</param>
/// <param name="Amperes">Current, where the plug tells it.</param>
/// <param name="LookAgeSeconds">How old that look is.</param>
public sealed record EnergyOutletReport(
    string Name,
    string House,
    string? Room,
    ImmutableArray<string> Tags,
    string Unit,
    ImmutableArray<EnergyPointReport> Points,
    double? WattHours,
    bool Complete,
    decimal? Cost,
    double? NowWatts,
    double? Volts,
    double? Amperes,
    double LookAgeSeconds);
