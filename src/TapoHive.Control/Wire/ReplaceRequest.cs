namespace TapoHive.Control.Wire;

/// <summary>Let another device take the place of a plug. Answered by one <see cref="Contract.ReplaceReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Plug">The plug whose place is taken, with its house where needed.</param>
/// <param name="Successor">Who takes it.</param>
public sealed record ReplaceRequest(long Id, string Plug, string Successor) : IOperatorRequest;
