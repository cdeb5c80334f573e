namespace TapoHive.Control.Wire;

/// <summary>End a run before its time. Answered by one settled <see cref="Contract.RunReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Run">Which run, such as <c>12</c> or <c>hillside/12</c>.</param>
public sealed record CancelRequest(long Id, string Run) : IOperatorRequest;
