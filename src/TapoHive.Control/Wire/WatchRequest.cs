using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>Follow outlets. Answered by arrays of <see cref="Contract.OutletStatus"/> without end: first the present state, then
/// what changed since the last array. While the client gives no credit, nothing is computed and nothing is kept.</summary>
/// <param name="Id">The request.</param>
/// <param name="Selectors">Which outlets; empty for all.</param>
public sealed record WatchRequest(long Id, ImmutableArray<string> Selectors) : IOperatorRequest;
