using TapoHive.Domain.Text;

namespace TapoHive.Domain.Plugs;

/// <summary>The name of a plug in its house: a slug, fixed by the house file or at adoption.</summary>
public readonly record struct PlugName(string Value) : IText<PlugName>, IComparable<PlugName>
{
    /// <inheritdoc/>
    public static PlugName FromText(string text) => new(text);

    /// <inheritdoc/>
    public int CompareTo(PlugName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
