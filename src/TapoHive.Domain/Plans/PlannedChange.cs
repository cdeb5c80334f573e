namespace TapoHive.Domain.Plans;

/// <summary>One difference between what a house is and what it would be.</summary>
/// <param name="Kind">What part: <c>house</c>, <c>account</c>, <c>discovery</c>, <c>plug</c>, <c>outlet</c>, <c>scene</c>, <c>schedule</c>, <c>calendar</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">What becomes of it.</param>
/// <param name="Detail">In words: <c>room: hall -> bath</c>.</param>
public sealed record PlannedChange(string Kind, string Name, ChangeKind Change, string Detail);
