using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Schedules;

/// <summary>Which firings of the coming days a changed house file adds, moves or removes.</summary>
public static class FiringChanges
{
    /// <summary>Compares two versions of a house.</summary>
    /// <param name="before">The house as it is; absent where it is new.</param>
    /// <param name="after">The house as it would be.</param>
    /// <param name="cron">Reckons with cron expressions.</param>
    /// <param name="now">From when.</param>
    /// <param name="days">For how many days.</param>
    public static ImmutableArray<FiringChange> Between(HouseState? before, HouseDefinition after, ICronTimes cron, Instant now, int days)
    {
        var to = now + Duration.FromDays(days);
        var old = Firings(before?.Definition, name => before?.MemoryOf(name)?.Anchor ?? now, cron, now, to);
        var fresh = Firings(
            after, name => before?.Definition?.Schedule(name) is { } known && after.Schedule(name)!.IsTimedLike(known) ? before.MemoryOf(name)?.Anchor ?? now : now, cron, now, to);
        return
        [
            .. fresh.Where(firing => !old.TryGetValue(firing.Key, out var was) || was != firing.Value)
                .Select(firing => new FiringChange(firing.Key.Schedule, firing.Value, old.ContainsKey(firing.Key) ? FiringChangeKind.Move : FiringChangeKind.Add))
                .Concat(old.Where(firing => !fresh.ContainsKey(firing.Key)).Select(firing => new FiringChange(firing.Key.Schedule, firing.Value, FiringChangeKind.Remove)))
                .OrderBy(change => change.At)
                .ThenBy(change => change.Schedule),
        ];
    }

    /// <summary>Which occurrences the changed file begins as soon as it is applied: the edges of windows that run then, or do no longer.</summary>
    /// <param name="before">The house as it is.</param>
    /// <param name="after">The house with the file applied to it.</param>
    /// <param name="cron">Reckons with cron expressions.</param>
    /// <param name="now">When it is applied.</param>
    public static ImmutableArray<FiringChange> AtOnce(HouseState before, HouseState after, ICronTimes cron, Instant now) =>
    [
        .. Due(after, cron, now).Except(Due(before, cron, now)).Select(occurrence => new FiringChange(occurrence.Schedule, now, FiringChangeKind.Add)),
    ];

    private static IEnumerable<RunOccurrence> Due(HouseState house, ICronTimes cron, Instant now) => ScheduleDecision.Decide(house, null, cron, now)
        .Select(happened => happened switch
        {
            RunStarted run => run.Occurrence,
            RunPlanned run => run.Occurrence,
            _ => null,
        })
        .OfType<RunOccurrence>();

    private static Dictionary<(ScheduleName Schedule, OccurrenceKey Key), Instant> Firings(
        HouseDefinition? house, Func<ScheduleName, Instant> anchor, ICronTimes cron, Instant now, Instant to) =>
        (house?.Schedules ?? [])
            .Where(schedule => schedule.IsEnabled)
            .SelectMany(schedule => new ScheduleTimes(house!, schedule, cron, anchor(schedule.Name)).Between(now, to))
            .Where(occurrence => occurrence.LeftOut is null)
            .ToDictionary(occurrence => (occurrence.Schedule, occurrence.Key), occurrence => occurrence.Due);
}
