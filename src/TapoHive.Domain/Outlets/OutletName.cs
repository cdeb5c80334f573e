using TapoHive.Domain.Text;

namespace TapoHive.Domain.Outlets;

/// <summary>The name of an outlet in its house: the plug's own name, or <c>desk.monitor</c> for one outlet of a strip.</summary>
public readonly record struct OutletName(string Value) : IText<OutletName>, IComparable<OutletName>
{
    /// <inheritdoc/>
    public static OutletName FromText(string text) => new(text);

    /// <inheritdoc/>
    public int CompareTo(OutletName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
