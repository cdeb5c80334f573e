using NodaTime;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Chaos.Invariants;

/// <summary>Each occurrence of a schedule is decided once, in time where there is a hive and as soon as there is one where not.</summary>
internal static class Firing
{
    public static IEnumerable<string> Twice(History history)
    {
        HashSet<(ScheduleName, OccurrenceKey)> fired = [];
        foreach (var happened in history.Journal)
        {
            if (happened is HouseApplied or HouseRolledBack)
            {
                // A window that a file brings while it runs begins at once, also one that began before.
                fired.Clear();
            }
            else if (Occurrence(happened) is { } occurrence && !fired.Add((occurrence.Schedule, occurrence.Key)))
            {
                yield return $"Schedule {occurrence.Schedule} carried out its occurrence {occurrence.Key} twice, the second time at {happened.At}.";
            }
        }
    }

    public static IEnumerable<string> Forgotten(History history)
    {
        foreach (var (schedule, period, from, to) in Periods(history))
        {
            var decided = history.Journal.SelectMany(static happened => Decided(happened)).Where(each => each.Schedule == schedule).ToLookup(static each => each.Due, static each => each.At);
            for (var due = from + period; due < to; due += period)
            {
                var latest = Ending.Due(history, due);
                if (latest < to && !decided[due].Any(at => at <= latest))
                {
                    yield return $"Schedule {schedule} was due at {due} and nothing was decided by {latest}.";
                }
            }
        }
    }

    /// <summary>Schedules by elapsed time, each with the time from the file that brought it to the one that took it away.</summary>
    private static IEnumerable<(ScheduleName Name, Duration Period, Instant From, Instant To)> Periods(History history)
    {
        Dictionary<ScheduleName, (Duration Period, Instant From)> running = [];
        HouseDefinition? now = null;
        HouseDefinition? before = null;
        foreach (var happened in history.Journal)
        {
            var next = happened switch
            {
                HouseApplied applied => applied.Definition,
                HouseRolledBack => before,
                _ => null,
            };
            if (next is null)
            {
                continue;
            }

            (before, now) = (now, next);
            var listed = (now.Schedules ?? []).Where(static schedule => schedule.When is ScheduleTiming.Every).ToDictionary(static schedule => schedule.Name, static schedule => ((ScheduleTiming.Every)schedule.When).Period);
            foreach (var gone in running.Keys.Except(listed.Keys).ToList())
            {
                yield return (gone, running[gone].Period, running[gone].From, happened.At);
                running.Remove(gone);
            }

            foreach (var (name, period) in listed)
            {
                running.TryAdd(name, (period, happened.At));
            }
        }

        foreach (var (name, (period, from)) in running)
        {
            yield return (name, period, from, history.End);
        }
    }

    private static IEnumerable<(ScheduleName Schedule, Instant Due, Instant At)> Decided(HouseEvent happened) => happened switch
    {
        OccurrencesSkipped skipped => skipped.Skipped.Select(each => (each.Schedule, each.Due, happened.At)),
        _ when Occurrence(happened) is { } occurrence => [(occurrence.Schedule, occurrence.Due, happened.At)],
        _ => [],
    };

    private static RunOccurrence? Occurrence(HouseEvent happened) => happened switch
    {
        RunStarted run => run.Occurrence,
        RunPlanned planned => planned.Occurrence,
        _ => null,
    };
}
