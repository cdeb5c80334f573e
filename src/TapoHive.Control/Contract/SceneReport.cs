using System.Collections.Immutable;
using TapoHive.Domain.Scenes;

namespace TapoHive.Control.Contract;

/// <summary>The answer to <c>scene show</c>: what a scene would do now.</summary>
/// <param name="Scene">Its name.</param>
/// <param name="House">Its house.</param>
/// <param name="OnFailure">What a failed step leads to.</param>
/// <param name="Steps">Its steps, the scenes in it laid out.</param>
/// <param name="Outlets">The outlets of each step.</param>
public sealed record SceneReport(
    string Scene,
    string House,
    FailurePolicy OnFailure,
    ImmutableArray<SceneStepReport> Steps,
    ImmutableArray<SceneOutletReport> Outlets);
