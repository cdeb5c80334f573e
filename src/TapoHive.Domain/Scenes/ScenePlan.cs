using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Selectors;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Scenes;

/// <summary>What a scene means in a house at this moment: every outlet of every step, or why it means nothing.</summary>
public abstract record ScenePlan
{
    private ScenePlan()
    {
    }

    /// <summary>The steps, the scenes in it laid out.</summary>
    public sealed record Steps(SceneDefinition Scene, ImmutableArray<PlannedStep> All) : ScenePlan
    {
        /// <summary>Whether all of it is done at once: a run of one step, and one event.</summary>
        public bool IsImmediate => All is [PlannedStep.Switch { Within: null, AtOnce: null }] && Scene.OnFailure != FailurePolicy.Undo;
    }

    /// <summary>The house has no such scene.</summary>
    public sealed record Unknown(string Message) : ScenePlan;

    /// <summary>The scene cannot be run as the house is now.</summary>
    public sealed record Wrong(string Message) : ScenePlan;

    /// <summary>Holds a scene against a house.</summary>
    public static ScenePlan Of(HouseState state, SceneName name)
    {
        ImmutableArray<SceneDefinition> scenes = state.Definition?.Scenes ?? [];
        if (state.Definition?.Scene(name) is not { } scene)
        {
            return new Unknown($"House '{state.Definition?.Name}' has no scene '{name}'{Suggestion.For(name.Value, scenes.Select(each => each.Name.Value))}");
        }

        if (SceneExpansion.Of(scenes, name) is not SceneExpansion.Steps laidOut)
        {
            return new Wrong($"Scene '{name}' names a scene that does not exist, or leads back to itself. Correct the house file and apply it.");
        }

        var steps = ImmutableArray.CreateBuilder<PlannedStep>();
        foreach (var step in laidOut.All)
        {
            switch (step)
            {
                case SceneStep.Wait wait:
                    steps.Add(new PlannedStep.Wait(wait.Length));
                    break;
                case SceneStep.Switch switching:
                    var (planned, error) = Switch(state, switching);
                    if (planned is null)
                    {
                        return new Wrong($"Scene '{name}' cannot be run, and nothing of it was done. {error}");
                    }

                    steps.Add(planned);
                    break;
                default:
                    throw new InvalidOperationException("Not a step.");
            }
        }

        return steps.OfType<PlannedStep.Switch>().All(step => step.Intents.IsEmpty)
            ? new Wrong($"Scene '{name}' means no outlet just now. 'tapohive scene show {name}' shows it, 'tapohive status' what there is.")
            : new Steps(scene, steps.ToImmutable());
    }

    private static (PlannedStep.Switch? Planned, string? Error) Switch(HouseState state, SceneStep.Switch step)
    {
        var (lit, error) = Outlets(state, step.On);
        var (dark, wrong) = Outlets(state, step.Off);
        if (error is not null || wrong is not null)
        {
            return (null, error ?? wrong);
        }

        if (lit.Intersect(dark).ToList() is [var both, ..])
        {
            return (null, $"'{both}' is meant by on and by off. Correct the house file and apply it.");
        }

        ImmutableArray<RunIntent> intents =
        [
            .. lit.Select(outlet => Intent(state, outlet, PowerState.On)),
            .. dark.Select(outlet => Intent(state, outlet, PowerState.Off)),
        ];
        return (new PlannedStep.Switch(intents, step.Within, step.Gap, step.AtOnce ?? (step.Gap is null ? null : 1)), null);
    }

    // In the order written: where outlets follow one another, it is theirs.
    private static (ImmutableArray<OutletName> Outlets, string? Error) Outlets(HouseState state, ImmutableArray<string> selectors)
    {
        var outlets = new List<OutletName>();
        var known = new HashSet<OutletName>();
        foreach (var selector in selectors)
        {
            var selection = Selection.Resolve(state, [selector]);
            if (selection.Error is { } error)
            {
                return ([], error);
            }

            outlets.AddRange(selection.Outlets.Where(known.Add));
        }

        return ([.. outlets], null);
    }

    private static RunIntent Intent(HouseState state, OutletName outlet, PowerState wanted)
    {
        var key = state.OutletsByName[outlet];
        return new RunIntent(outlet, key.Plug, key.Slot, wanted);
    }
}
