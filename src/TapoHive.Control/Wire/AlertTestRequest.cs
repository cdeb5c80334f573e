namespace TapoHive.Control.Wire;

/// <summary>Send a test message to whoever is told of trouble. Answered by one <see cref="Contract.AlertTestReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="House">Of which house; absent for all.</param>
public sealed record AlertTestRequest(long Id, string? House) : IOperatorRequest;
