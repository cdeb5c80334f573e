using TapoHive.Domain.Text;

namespace TapoHive.Domain.Scenes;

/// <summary>The name of a scene: a slug, unique in its house.</summary>
public readonly record struct SceneName(string Value) : IText<SceneName>, IComparable<SceneName>
{
    /// <inheritdoc/>
    public static SceneName FromText(string text) => new(text);

    /// <inheritdoc/>
    public int CompareTo(SceneName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
