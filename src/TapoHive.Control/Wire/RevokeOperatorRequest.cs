namespace TapoHive.Control.Wire;

/// <summary>Asks to let an operator in no more, and to end its conversations.</summary>
/// <param name="Id">Names the request.</param>
/// <param name="Name">Which.</param>
public sealed record RevokeOperatorRequest(long Id, string Name) : IOperatorRequest;
