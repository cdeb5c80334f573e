using System.Text.Json.Serialization;
using NodaTime;

namespace TapoHive.Control.Contract;

/// <summary>What flowed in a window.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end, or up to when it is known where it is not over.</param>
/// <param name="WattHours">What flowed in the time that is known; null where nothing is known.</param>
/// <param name="Complete">Whether all of the window was measured.</param>
/// <param name="FilledSeconds">How much of it nobody measured and the plug's own record tells; absent where that is nothing.</param>
/// <param name="UnknownSeconds">How much of it nothing is known of; absent where that is nothing.</param>
/// <param name="Cost">What it cost, where the house has a tariff.</param>
public sealed record EnergyPointReport(
    Instant From,
    Instant To,
    double? WattHours,
    bool Complete,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? FilledSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? UnknownSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Cost);
