using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>schedule list</c>.</summary>
/// <param name="Schedules">Every schedule of every house.</param>
public sealed record SchedulesReport(ImmutableArray<ScheduleStanding> Schedules);
