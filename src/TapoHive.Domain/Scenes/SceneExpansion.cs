using System.Collections.Immutable;

namespace TapoHive.Domain.Scenes;

/// <summary>A scene with the scenes in it laid out: steps that switch or wait, one after the other, or why that cannot be.</summary>
public abstract record SceneExpansion
{
    /// <summary>How many steps a scene may come to.</summary>
    public const int MostSteps = 500;

    private SceneExpansion()
    {
    }

    /// <summary>The steps; none of them is a <see cref="SceneStep.Play"/>.</summary>
    public sealed record Steps(ImmutableArray<SceneStep> All) : SceneExpansion;

    /// <summary>A scene is named that does not exist.</summary>
    /// <param name="By">The scene that names it; absent where it is the one that was asked for.</param>
    /// <param name="Scene">The name.</param>
    public sealed record Unknown(SceneName? By, SceneName Scene) : SceneExpansion;

    /// <summary>A scene leads back to itself.</summary>
    /// <param name="Path">From it, through the others, to it.</param>
    public sealed record Cycle(ImmutableArray<SceneName> Path) : SceneExpansion;

    /// <summary>It comes to more than <see cref="MostSteps"/>.</summary>
    public sealed record TooLong : SceneExpansion;

    /// <summary>Lays out a scene.</summary>
    public static SceneExpansion Of(IEnumerable<SceneDefinition> scenes, SceneName name)
    {
        var known = scenes.ToDictionary(scene => scene.Name);
        var steps = ImmutableArray.CreateBuilder<SceneStep>();
        return Add(known, null, name, [], steps) ?? new Steps(steps.ToImmutable());
    }

    private static SceneExpansion? Add(
        Dictionary<SceneName, SceneDefinition> known,
        SceneName? by,
        SceneName name,
        ImmutableList<SceneName> above,
        ImmutableArray<SceneStep>.Builder steps)
    {
        if (!known.TryGetValue(name, out var scene))
        {
            return new Unknown(by, name);
        }

        if (above.Contains(name))
        {
            return new Cycle([.. above.Skip(above.IndexOf(name)), name]);
        }

        foreach (var step in scene.Steps)
        {
            if (step is SceneStep.Play play)
            {
                if (Add(known, name, play.Scene, above.Add(name), steps) is { } failure)
                {
                    return failure;
                }
            }
            else if (steps.Count == MostSteps)
            {
                return new TooLong();
            }
            else
            {
                steps.Add(step);
            }
        }

        return null;
    }
}
