using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>release</c>: the outlets that are back with their schedules.</summary>
/// <param name="Released">They, by house and name.</param>
public sealed record ReleaseReport(ImmutableArray<OutletReference> Released);
