using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>retry</c>: the plugs that are tried again at once.</summary>
/// <param name="Retrying">They, by house and name.</param>
public sealed record RetryReport(ImmutableArray<OutletReference> Retrying);
