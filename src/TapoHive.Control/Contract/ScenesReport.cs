using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>scene list</c>.</summary>
/// <param name="Scenes">All scenes, by house, in the order of their files.</param>
public sealed record ScenesReport(ImmutableArray<SceneSummary> Scenes);
