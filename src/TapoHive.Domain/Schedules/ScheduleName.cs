using TapoHive.Domain.Text;

namespace TapoHive.Domain.Schedules;

/// <summary>The name of a schedule in its house: a slug.</summary>
public readonly record struct ScheduleName(string Value) : IText<ScheduleName>, IComparable<ScheduleName>
{
    /// <inheritdoc/>
    public static ScheduleName FromText(string text) => new(text);

    /// <inheritdoc/>
    public int CompareTo(ScheduleName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
