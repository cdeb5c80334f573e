using TapoHive.Domain.Text;

namespace TapoHive.Domain.Houses;

/// <summary>The name of a house: a slug, unique in a hive.</summary>
public readonly record struct HouseName(string Value) : IText<HouseName>, IComparable<HouseName>
{
    /// <inheritdoc/>
    public static HouseName FromText(string text) => new(text);

    /// <inheritdoc/>
    public int CompareTo(HouseName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
