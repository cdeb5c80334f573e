namespace TapoHive.Control.Wire;

/// <summary>Asks who may enter.</summary>
/// <param name="Id">Names the request.</param>
public sealed record OperatorsRequest(long Id) : IOperatorRequest;
