using System.Collections.Immutable;

namespace TapoHive.Control.Wire;

/// <summary>Give outlets back to their schedules. Answered by one <see cref="Contract.ReleaseReport"/>.</summary>
/// <param name="Id">The request.</param>
/// <param name="Selectors">Which outlets.</param>
public sealed record ReleaseRequest(long Id, ImmutableArray<string> Selectors) : IOperatorRequest;
