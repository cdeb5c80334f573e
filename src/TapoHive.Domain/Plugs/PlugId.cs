using TapoHive.Domain.Text;

namespace TapoHive.Domain.Plugs;

/// <summary>What messages address a plug by: its hardware address, or <c>house.name</c> while that is unknown. Opaque, never shown.</summary>
public readonly record struct PlugId(string Value) : IText<PlugId>, IComparable<PlugId>
{
    /// <inheritdoc/>
    public static PlugId FromText(string text) => new(text);

    /// <inheritdoc/>
    public int CompareTo(PlugId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
