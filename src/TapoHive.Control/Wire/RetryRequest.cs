using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>Try plugs again at once. Answered by one <see cref="Contract.RetryReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Selectors">Which plugs.</param>
public sealed record RetryRequest(long Id, ImmutableArray<string> Selectors) : IOperatorRequest;
