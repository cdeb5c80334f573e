using TapoHive.Domain.Plans;

namespace TapoHive.Control.Contract;

/// <summary>One difference between a house and a file.</summary>
/// <param name="Kind">What part: <c>house</c>, <c>account</c>, <c>discovery</c>, <c>plug</c>, <c>outlet</c>, <c>scene</c>, <c>schedule</c>, <c>calendar</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">What becomes of it.</param>
/// <param name="Detail">In words: <c>room: hall -> bath</c>.</param>
public sealed record ChangeReport(string Kind, string Name, ChangeKind Change, string Detail)
{
    /// <summary>A change in the form of the contract.</summary>
    public static ChangeReport Of(PlannedChange change) => new(change.Kind, change.Name, change.Change, change.Detail);
}
