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
        foreach (var (schedule, every, from, to) in Times<ScheduleTiming.Every>(history))
        {
            var decided = history.Journal.SelectMany(static happened => Decided(happened)).Where(each => each.Schedule == schedule).ToLookup(static each => each.Due, static each => each.At);
            for (var due = from + every.Period; due < to; due += every.Period)
            {
                var latest = Ending.Due(history, due);
                if (latest < to && !decided[due].Any(at => at <= latest))
                {
                    yield return Said(schedule, due, latest);
                }
            }
        }

        foreach (var (schedule, window, from, to) in Times<ScheduleTiming.Window>(history))
        {
            // A window that a file brings while it runs begins at once; one that is over has nothing to end.
            var (begins, ends) = (Instant.Max(from, At(history, window.From)), At(history, window.Until));
            foreach (var due in ends > from ? [begins, ends] : Array.Empty<Instant>())
            {
                var latest = Ending.Due(history, due);
                if (latest < to && !history.Journal.SelectMany(static happened => Decided(happened)).Any(each => each.Schedule == schedule && each.At >= due && each.At <= latest))
                {
                    yield return Said(schedule, due, latest);
                }
            }
        }
    }

    private static string Said(ScheduleName schedule, Instant due, Instant latest) => $"Schedule {schedule} was due at {due} and nothing was decided by {latest}.";

    private static Instant At(History history, Moment when) => ((Moment.DateAndTime)when).When
        .InZoneLeniently(DateTimeZoneProviders.Tzdb[history.Journal.OfType<HouseApplied>().First().Definition.TimeZone]).ToInstant();

    /// <summary>Schedules of a kind, each with the time from the file that brought it to the one that took it away.</summary>
    private static IEnumerable<(ScheduleName Name, T When, Instant From, Instant To)> Times<T>(History history)
        where T : ScheduleTiming
    {
        Dictionary<ScheduleName, (T When, Instant From)> running = [];
        (HouseDefinition File, string Hash)? now = null;
        (HouseDefinition File, string Hash)? before = null;
        foreach (var happened in history.Journal)
        {
            (HouseDefinition File, string Hash)? next = happened switch
            {
                HouseApplied applied => (applied.Definition, applied.SourceHash),
                HouseRolledBack => before,
                _ => null,
            };
            if (next is not { } file)
            {
                continue;
            }

            // The same file once more leaves what can be gone back to as it is.
            before = happened is HouseApplied && now?.Hash == file.Hash ? before : now;
            now = file;
            var listed = (file.File.Schedules ?? []).Where(static schedule => schedule.When is T).ToDictionary(static schedule => schedule.Name, static schedule => (T)schedule.When);
            foreach (var gone in running.Keys.Except(listed.Keys).ToList())
            {
                yield return (gone, running[gone].When, running[gone].From, happened.At);
                running.Remove(gone);
            }

            foreach (var (name, when) in listed)
            {
                running.TryAdd(name, (when, happened.At));
            }
        }

        foreach (var (name, (when, from)) in running)
        {
            yield return (name, when, from, history.End);
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
