using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Text;

namespace TapoHive.Control.Selecting;

/// <summary>Which houses a scene's name is for: <c>hillside/evening</c> for that one only, <c>evening</c> for each that has one.</summary>
public abstract record SceneRouting
{
    private SceneRouting()
    {
    }

    /// <summary>The houses that have it.</summary>
    public sealed record Found(SceneName Scene, ImmutableArray<HouseView> Houses) : SceneRouting;

    /// <summary>No house has it.</summary>
    public sealed record Nothing(string Message) : SceneRouting;

    /// <summary>Routes a name.</summary>
    public static SceneRouting Find(IReadOnlyCollection<HouseView> houses, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = new SceneName(text[(slash + 1)..].ToLowerInvariant());
        var meant = houses.Where(view => slash < 0 || view.Name.Value.Equals(text[..slash], StringComparison.OrdinalIgnoreCase)).ToList();
        if (meant.Count == 0)
        {
            return new Nothing(slash < 0 ? NoHouse.Words : $"There is no house '{text[..slash]}' in this hive.");
        }

        var found = meant.Where(view => view.State.Definition?.Scene(name) is not null).ToImmutableArray();
        var known = meant.SelectMany(view => view.State.Definition?.Scenes ?? []).Select(scene => scene.Name.Value).Distinct(StringComparer.Ordinal).ToList();
        return !found.IsEmpty ? new Found(name, found)
            : known.Count == 0 ? new Nothing($"There is no scene '{name}': the house file has no scenes {{ ... }}.")
            : new Nothing($"There is no scene '{name}'{Suggestion.For(name.Value, known)} 'tapohive scene list' lists them.");
    }
}
