namespace TapoHive.Control.Wire;

/// <summary>Which scenes there are. Answered by one <see cref="Contract.ScenesReport"/>.</summary>
/// <param name="Id">The request.</param>
public sealed record ScenesRequest(long Id) : IOperatorRequest;
