using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>Days that schedules leave out (<c>skip</c>) or keep to (<c>only</c>).</summary>
/// <param name="Name">The calendar.</param>
/// <param name="Dates">Its days.</param>
public sealed record CalendarDefinition(CalendarName Name, ImmutableArray<DateRange> Dates)
{
    /// <summary>Whether it has a day.</summary>
    public bool Contains(LocalDate date)
    {
        foreach (var range in Dates)
        {
            if (range.Contains(date))
            {
                return true;
            }
        }

        return false;
    }
}
