using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>house plan</c>.</summary>
/// <param name="House">Which house.</param>
/// <param name="Revision">What the plan is for: <c>house apply --revision</c> refuses a house that moved on since.</param>
/// <param name="Changes">What would change; nothing where the house is already what the file says.</param>
/// <param name="Firings">Which firings of the next seven days would appear, move or vanish.</param>
public sealed record PlanReport(string House, long Revision, ImmutableArray<ChangeReport> Changes, ImmutableArray<PlannedFiring> Firings);
