using System.Collections.Immutable;
using TapoHive.Domain.Energy;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>energy</c>.</summary>
/// <param name="Outlets">Those that measure.</param>
/// <param name="Groups">Where rooms or tags were asked for: they.</param>
/// <param name="By">How finely; null where only the present was asked for.</param>
/// <param name="Houses">The houses asked about, each with its time zone.</param>
/// <param name="Currency">The currency of costs, where the houses have tariffs, and one currency.</param>
/// <param name="Unmetered">Outlets that were asked for and do not measure, or were never looked at.</param>
public sealed record EnergyReport(
    ImmutableArray<EnergyOutletReport> Outlets,
    ImmutableArray<EnergyGroupReport>? Groups,
    EnergyScale? By,
    ImmutableArray<HouseZone> Houses,
    string? Currency,
    ImmutableArray<OutletReference> Unmetered);
