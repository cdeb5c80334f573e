using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>Let waiting plugs into their house, or only list them. Answered by one <see cref="Contract.AdoptReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Plugs">Names or hardware addresses of waiting plugs, with their house where needed, or <c>all</c>; empty to list.</param>
/// <param name="WindowSeconds">How long to wait until they have joined; 0 for acceptance only.</param>
public sealed record AdoptRequest(long Id, ImmutableArray<string> Plugs, double WindowSeconds) : IOperatorRequest;
