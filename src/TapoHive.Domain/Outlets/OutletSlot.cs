using System.Globalization;

namespace TapoHive.Domain.Outlets;

/// <summary>
/// Which relay of a plug. <see cref="Whole"/> (0) is the only relay of a plug without children; a strip's relays count from 1
/// as its own <c>position</c> field does (PROTOCOL 5.1).
/// </summary>
public readonly record struct OutletSlot(int Number) : IComparable<OutletSlot>
{
    /// <summary>The relay of a plug that has no children.</summary>
    public static OutletSlot Whole => new(0);

    /// <inheritdoc/>
    public int CompareTo(OutletSlot other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
