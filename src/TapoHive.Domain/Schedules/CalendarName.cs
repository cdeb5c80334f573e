using TapoHive.Domain.Text;

namespace TapoHive.Domain.Schedules;

/// <summary>The name of a calendar in its house: a slug.</summary>
public readonly record struct CalendarName(string Value) : IText<CalendarName>, IComparable<CalendarName>
{
    /// <inheritdoc/>
    public static CalendarName FromText(string text) => new(text);

    /// <inheritdoc/>
    public int CompareTo(CalendarName other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
