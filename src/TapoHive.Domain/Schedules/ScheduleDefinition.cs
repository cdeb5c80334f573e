using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>One schedule of a house file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="When">When it is due.</param>
/// <param name="Does">What it does then.</param>
/// <param name="Days">The days of the week it keeps to; none for every day.</param>
/// <param name="Spread">By how much it may be late on purpose, another time each day; absent for on the dot.</param>
/// <param name="Skip">The calendar whose days it leaves out.</param>
/// <param name="Only">The calendar to whose days it keeps.</param>
/// <param name="Grace">How late it still makes sense; not for windows, which are always brought to where they should be.</param>
/// <param name="Enablement">Whether it is in force.</param>
public sealed record ScheduleDefinition(
    ScheduleName Name,
    ScheduleTiming When,
    ScheduleAction Does,
    ImmutableArray<IsoDayOfWeek> Days,
    Duration? Spread,
    CalendarName? Skip,
    CalendarName? Only,
    Duration Grace,
    Enablement Enablement = Enablement.Enabled)
{
    /// <summary>The grace of a schedule that says nothing.</summary>
    public static Duration UsualGrace { get; } = Duration.FromMinutes(15);

    /// <summary>Whether it is in force.</summary>
    public bool IsEnabled => Enablement == Enablement.Enabled;

    /// <summary>Whether two are due at the same times.</summary>
    public bool IsTimedLike(ScheduleDefinition other) =>
        When == other.When && Days.SequenceEqual(other.Days) && Spread == other.Spread && Skip == other.Skip && Only == other.Only
        && Enablement == other.Enablement;

    /// <summary>Whether it is due on a day of the week.</summary>
    public bool IsOn(IsoDayOfWeek day) => Days.IsEmpty || Days.Contains(day);
}
