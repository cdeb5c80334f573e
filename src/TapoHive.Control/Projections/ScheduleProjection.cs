using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using TapoHive.Control.Contract;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Control.Projections;

/// <summary>From a house to the answers of <c>schedule list</c>, <c>next</c> and <c>simulate</c>. Pure.</summary>
public static class ScheduleProjection
{
    /// <summary>How a house's schedules stand.</summary>
    public static IEnumerable<ScheduleStanding> List(HouseState state, ICronTimes cron, Instant now)
    {
        var house = state.Definition!;
        foreach (var schedule in house.Schedules ?? [])
        {
            var memory = state.MemoryOf(schedule.Name);
            var pause = memory?.Pause ?? (state.SchedulesPause is { } all && !all.Except.Contains(schedule.Name) ? all : null);
            var next = schedule.IsEnabled ? new ScheduleTimes(house, schedule, cron, memory?.Anchor ?? now).Next(now) : null;
            yield return new ScheduleStanding(
                schedule.Name.Value,
                house.Name.Value,
                schedule.When.ToString()!,
                ScheduleText.Words(schedule),
                schedule.Does.ToString()!,
                !schedule.IsEnabled ? "disabled" : pause is not null ? "paused" : memory?.SkipNext is not null ? "skipping" : "active",
                pause?.Until is { } until ? Local(house, until) : null,
                next is null ? null : Local(house, next.Due),
                memory?.Last is { } last ? Local(house, last.Due) : null,
                memory?.Last is not { } decided ? null : decided.Skipped is { } reason ? $"skipped: {reason.Words()}" : $"run {decided.Run}");
        }
    }

    /// <summary>A house's firings in a span of time, those that are left out too.</summary>
    public static IEnumerable<(Instant Due, ScheduleFiring Firing)> Next(HouseState state, ICronTimes cron, Instant from, Instant to)
    {
        var house = state.Definition!;
        foreach (var schedule in (house.Schedules ?? []).Where(schedule => schedule.IsEnabled))
        {
            var memory = state.MemoryOf(schedule.Name);
            foreach (var occurrence in new ScheduleTimes(house, schedule, cron, memory?.Anchor ?? from).Between(from, to))
            {
                var left = occurrence.LeftOut
                    ?? (memory?.SkipNext == occurrence.Key ? "skipped by order" : null)
                    ?? (memory?.Pause?.Covers(schedule.Name, occurrence.Due) == true || state.SchedulesPause?.Covers(schedule.Name, occurrence.Due) == true ? "paused" : null);
                yield return (occurrence.Due, Firing(house, schedule, occurrence.Key, occurrence.Due, left ?? occurrence.Note, left is not null));
            }
        }
    }

    /// <summary>A simulation in the words of the contract.</summary>
    public static SimulationReport Of(HouseDefinition house, Simulation simulation, Instant from, Instant to) => new(
        Local(house, from),
        Local(house, to),
        [.. simulation.Firings.Select(firing => Firing(
            house, house.Schedule(firing.Schedule)!, firing.Key, firing.Due,
            firing.Skipped is { } reason ? firing.Note.Length > 0 ? firing.Note : $"skipped: {reason.Words()}" : firing.Note, firing.Skipped is not null))],
        [.. simulation.Outlets.Select(outlet => new SimulatedOutletReport(
            outlet.Name.Value,
            Math.Round(outlet.On.TotalHours, 4),
            [.. outlet.Changes.Select(change => new SimulatedChangeReport(Local(house, change.At), change.To, change.Because))]))],
        [.. simulation.Conflicts.Select(conflict => new ConflictReport(
            conflict.Outlet.Value, conflict.Earlier.Value, conflict.Winner.Value, Local(house, conflict.First), conflict.Times, conflict.Words))],
        [.. simulation.Oddities.Select(oddity => new OddityReport(oddity.Schedule.Value, LocalDatePattern.Iso.Format(oddity.Date), oddity.Days, oddity.Words))]);

    private static ScheduleFiring Firing(HouseDefinition house, ScheduleDefinition schedule, OccurrenceKey key, Instant due, string note, bool skipped) => new(
        schedule.Name.Value,
        Local(house, due),
        InstantPattern.General.Format(due),
        schedule.Does is ScheduleAction.Scene scene ? scene.Name.Value : null,
        schedule.Does is ScheduleAction.Set set ? ScheduleText.Does(set, key.Edge) : null,
        note,
        house.Name.Value,
        skipped);

    private static string Local(HouseDefinition house, Instant instant) => OffsetDateTimePattern.Rfc3339.Format(
        instant.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(house.TimeZone) ?? DateTimeZone.Utc).ToOffsetDateTime());
}
