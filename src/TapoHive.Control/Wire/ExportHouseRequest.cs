namespace TapoHive.Control.Wire;

/// <summary>A house as a file. Answered by one <see cref="Contract.ExportReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="House">Which; null for the only one.</param>
public sealed record ExportHouseRequest(long Id, string? House) : IOperatorRequest;
