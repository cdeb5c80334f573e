namespace TapoHive.Control.Wire;

/// <summary>Which runs there were. Answered by one <see cref="Contract.RunsReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="SinceSeconds">How far back; null for all that are remembered.</param>
public sealed record RunsRequest(long Id, double? SinceSeconds) : IOperatorRequest;
