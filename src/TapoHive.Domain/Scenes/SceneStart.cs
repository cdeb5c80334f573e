using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Scenes;

/// <summary>Starts scenes, whoever fires them.</summary>
public static class SceneStart
{
    /// <summary>What happens when a scene is fired: one event with all its intents, or its plan, of which each step begins with an event of its own.</summary>
    /// <param name="state">The house.</param>
    /// <param name="name">The scene.</param>
    /// <param name="layer">The layer it fills: <see cref="Layer.Manual"/> for a person or program, <see cref="Layer.Schedule"/> for a schedule.</param>
    /// <param name="origin">Who fires it.</param>
    /// <param name="occurrence">The firing of a schedule that it is, where it is one.</param>
    /// <param name="window">How long each outlet may take, where its step does not say.</param>
    /// <param name="now">Now.</param>
    public static SceneStarting Decide(HouseState state, SceneName name, Layer layer, Origin origin, RunOccurrence? occurrence, Duration window, Instant now) =>
        ScenePlan.Of(state, name) switch
        {
            ScenePlan.Unknown unknown => new SceneStarting.Unknown(unknown.Message),
            ScenePlan.Wrong wrong => new SceneStarting.Impossible(wrong.Message),
            ScenePlan.Steps { IsImmediate: true } plan => new SceneStarting.Begins(
                new RunStarted(
                    now,
                    "scene",
                    origin,
                    window,
                    null,
                    Holding.UntilNextOccurrence,
                    ((PlannedStep.Switch)plan.All[0]).Intents,
                    name,
                    layer == Layer.Manual ? null : layer,
                    occurrence),
                window),
            ScenePlan.Steps plan => new SceneStarting.Begins(
                new RunPlanned(now, "scene", origin, window, name, layer, plan.All, plan.Scene.OnFailure, occurrence),
                RunPlan.Of(plan.All, plan.Scene.OnFailure).Longest(plan.All.Length, window)),
            _ => throw new InvalidOperationException("Not a plan."),
        };
}
