using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>Show schedules. Answered by one <see cref="Contract.SchedulesReport"/>, <see cref="Contract.FiringsReport"/> or
/// <see cref="Contract.SimulationReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="What">What of them.</param>
/// <param name="Schedules">Which, with their house where needed; none for all.</param>
/// <param name="From">From when; absent for now.</param>
/// <param name="To">Until when.</param>
/// <param name="FromText">From when as a person wrote it, to be read on the clock of the house.</param>
/// <param name="ToText">Until when, the same.</param>
public sealed record SchedulesRequest(
    long Id, SchedulesLook What, ImmutableArray<string> Schedules, DateTimeOffset? From, DateTimeOffset? To, string? FromText = null, string? ToText = null) : IOperatorRequest;
