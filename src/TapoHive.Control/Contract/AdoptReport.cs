using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>adopt</c>.</summary>
/// <param name="Adopted">The plugs that were let in.</param>
/// <param name="Waiting">The plugs that wait (still), by house and name.</param>
public sealed record AdoptReport(ImmutableArray<AdoptedPlugReport> Adopted, ImmutableArray<WaitingPlugReport> Waiting);
