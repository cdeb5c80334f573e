using System.Collections.Immutable;

namespace TapoHive.Domain.Scenes;

/// <summary>A scene of a house file: named steps that set intents on selectors.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">At least one; the form <c>on = ..., off = ...</c> is one step that switches.</param>
/// <param name="OnFailure">What its runs do when a step fails.</param>
public sealed record SceneDefinition(SceneName Name, ImmutableArray<SceneStep> Steps, FailurePolicy OnFailure = FailurePolicy.Continue);
