using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>Look for plugs now. Answered by one <see cref="Contract.DiscoverReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Targets">Where; empty for all targets of all houses.</param>
/// <param name="ListenSeconds">How long to listen.</param>
public sealed record DiscoverRequest(long Id, ImmutableArray<string> Targets, double ListenSeconds) : IOperatorRequest;
