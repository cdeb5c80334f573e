using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>How outlets stand. Answered by one <see cref="Contract.StatusReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Selectors">Which outlets; empty for all.</param>
/// <param name="Scope">All of them, or those that need attention.</param>
public sealed record StatusRequest(long Id, ImmutableArray<string> Selectors, StatusScope Scope) : IOperatorRequest;
