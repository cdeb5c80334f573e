using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>A day on which a schedule is not due as it usually is.</summary>
/// <param name="Schedule">Which schedule.</param>
/// <param name="Date">The day; the first of several in a row.</param>
/// <param name="Days">How many in a row.</param>
/// <param name="Words">What is odd, in words.</param>
public sealed record ScheduleOddity(ScheduleName Schedule, LocalDate Date, int Days, string Words);
