using System.Collections.Immutable;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Messages;

/// <summary>Whoever tells people, to a house: a channel has been told everything up to a revision.</summary>
public sealed record AlertsDelivered(HouseName House, AlertChannel Channel, long Through) : IForHouse;

/// <summary>Send a test message by every channel of a house, or of all houses. Answered by <see cref="AlertsTested"/>.</summary>
public sealed record TestAlerts(HouseName? House);

/// <summary>What became of test messages.</summary>
public sealed record AlertsTested(ImmutableArray<AlertTest> Tests);

/// <summary>What became of one test message.</summary>
/// <param name="House">Of which house.</param>
/// <param name="Channel">By which channel.</param>
/// <param name="Where">Whereto, without anything that may be secret.</param>
/// <param name="Trouble">Why it did not arrive; absent where it did.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record AlertTest(HouseName House, AlertChannel Channel, string Where, string? Trouble, long Milliseconds);
