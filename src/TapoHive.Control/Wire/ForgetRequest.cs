using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>Take found plugs out of their house. Answered by one <see cref="Contract.ForgetReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Plugs">Their names or hardware addresses, with their house where needed.</param>
public sealed record ForgetRequest(long Id, ImmutableArray<string> Plugs) : IOperatorRequest;
