using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>Order something about schedules. Answered by one <see cref="Contract.ScheduleOrderReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Order">What.</param>
/// <param name="Schedule">Which schedule, with its house where needed; absent for all of a house.</param>
/// <param name="House">Which house, where all of it is meant and there are several.</param>
/// <param name="Except">The schedules that go on where all are paused.</param>
/// <param name="Until">Until when.</param>
/// <param name="UntilText">The same as a person wrote it, to be read on the clock of the house.</param>
public sealed record ScheduleOrderRequest(
    long Id, ScheduleOrder Order, string? Schedule, string? House, ImmutableArray<string> Except, DateTimeOffset? Until, string? UntilText = null) : IOperatorRequest;
