using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Schedules;

/// <summary>Finds the days on which schedules are not due as they usually are.</summary>
public static class ScheduleOddities
{
    /// <summary>The oddities of all schedules in a span of time, in order.</summary>
    public static ImmutableArray<ScheduleOddity> Find(HouseState state, ICronTimes cron, Instant from, Instant to)
    {
        var found = new List<ScheduleOddity>();
        foreach (var schedule in (state.Definition?.Schedules ?? []).Where(schedule => schedule.IsEnabled))
        {
            var times = new ScheduleTimes(state.Definition!, schedule, cron, state.MemoryOf(schedule.Name)?.Anchor ?? from);
            if (schedule.When is ScheduleTiming.At or ScheduleTiming.Window)
            {
                found.AddRange(ClocksChanged(times, schedule, from, to));
                found.AddRange(Absent(times, schedule, from, to));
            }
        }

        return [.. found.OrderBy(oddity => oddity.Date).ThenBy(oddity => oddity.Schedule)];
    }

    private static IEnumerable<ScheduleOddity> ClocksChanged(ScheduleTimes times, ScheduleDefinition schedule, Instant from, Instant to) => times.Zone
        .GetZoneIntervals(from, to)
        .Where(interval => interval.HasStart && interval.Start > from)
        .SelectMany(interval => times.Between(interval.Start - Duration.FromHours(26), interval.Start + Duration.FromHours(26)))
        .Where(occurrence => occurrence.Note.Contains("on this day", StringComparison.Ordinal) && occurrence.Due > from && occurrence.Due <= to)
        .Select(occurrence => new ScheduleOddity(schedule.Name, occurrence.Due.InZone(times.Zone).Date, 1, occurrence.Note));

    private static IEnumerable<ScheduleOddity> Absent(ScheduleTimes times, ScheduleDefinition schedule, Instant from, Instant to)
    {
        ScheduleOddity? row = null;
        var last = to.InZone(times.Zone).Date;
        for (var date = from.InZone(times.Zone).Date; date <= last; date = date.PlusDays(1))
        {
            var why = times.AbsentOn(date);
            if (row is not null && why == row.Words)
            {
                row = row with { Days = row.Days + 1 };
                continue;
            }

            if (row is not null)
            {
                yield return row;
            }

            row = why is null ? null : new ScheduleOddity(schedule.Name, date, 1, why);
        }

        if (row is not null)
        {
            yield return row;
        }
    }
}
