using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace TapoHive.Domain.Scenes;

/// <summary>One step of a scene as its author wrote it; a step begins when everything before it has been proven or given up.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(Switch), "switch")]
[JsonDerivedType(typeof(Wait), "wait")]
[JsonDerivedType(typeof(Play), "play")]
public abstract record SceneStep
{
    private SceneStep()
    {
    }

    /// <summary>Switches outlets.</summary>
    /// <param name="On">Selectors (their union) of what is switched on.</param>
    /// <param name="Off">Selectors of what is switched off; no outlet is meant by both.</param>
    /// <param name="Within">How long after the step's beginning it has to be proven; without it each outlet has the run's window.</param>
    /// <param name="Gap">How long after the last outlet was proven or given up the next one follows; without it they begin together.</param>
    /// <param name="AtOnce">How many outlets at most are under way together; with a gap and without a number it is one.</param>
    public sealed record Switch(
        ImmutableArray<string> On,
        ImmutableArray<string> Off,
        Duration? Within = null,
        Duration? Gap = null,
        int? AtOnce = null) : SceneStep;

    /// <summary>Lets time pass.</summary>
    public sealed record Wait(Duration Length) : SceneStep;

    /// <summary>Does all the steps of another scene; the failure policy stays the one of the scene that was started.</summary>
    public sealed record Play(SceneName Scene) : SceneStep;
}
