namespace TapoHive.Control.Wire;

/// <summary>What came of one run. Answered by one <see cref="Contract.RunReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Run">Which run, such as <c>12</c> or <c>hillside/12</c>.</param>
public sealed record RunShowRequest(long Id, string Run) : IOperatorRequest;
