namespace TapoHive.Control.Wire;

/// <summary>Give a house the definition back that it had before. Answered by one <see cref="Contract.ApplyReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="House">Which; null for the only one.</param>
public sealed record RollBackHouseRequest(long Id, string? House) : IOperatorRequest;
