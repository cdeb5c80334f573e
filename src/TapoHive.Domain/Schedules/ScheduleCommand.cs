using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Schedules;

/// <summary>What people order about schedules. Each gives the event that it is worth, or why it cannot be done.</summary>
public static class ScheduleCommand
{
    /// <summary>Leaves out what is due until an instant, or until resumed.</summary>
    /// <param name="state">The house.</param>
    /// <param name="schedule">Which schedule; absent for the whole house.</param>
    /// <param name="except">The schedules that go on where the whole house is paused.</param>
    /// <param name="until">Until when.</param>
    /// <param name="origin">By whom.</param>
    /// <param name="now">Now.</param>
    public static (HouseEvent? Event, string? Error) Pause(
        HouseState state, ScheduleName? schedule, ImmutableArray<ScheduleName> except, Instant? until, Origin origin, Instant now)
    {
        if (schedule is not null && !except.IsEmpty)
        {
            return (null, "--except is for a pause of the whole house. Leave out the schedule's name, or --except.");
        }

        foreach (var name in except.Concat(schedule is { } one ? [one] : []))
        {
            if (Unknown(state, name) is { } error)
            {
                return (null, error);
            }
        }

        return until <= now
            ? (null, "A pause ends in the future. Give a later --until, or none to pause until 'tapohive schedule resume'.")
            : (new SchedulesPaused(now, origin, schedule, until, except), null);
    }

    /// <summary>Ends a pause, and takes back the order to skip the next occurrence; nothing to record where there is neither.</summary>
    public static (HouseEvent? Event, string? Error) Resume(HouseState state, ScheduleName? schedule, Origin origin, Instant now) =>
        schedule is { } name && Unknown(state, name) is { } error ? (null, error)
        : (schedule is { } known ? state.MemoryOf(known) is not ({ Pause: not null } or { SkipNext: not null }) : state.SchedulesPause is null)
            ? (null, schedule is null ? "The house is not paused. 'tapohive schedule list' shows what is." : $"Schedule '{schedule}' is not paused by itself, nor to be skipped. 'tapohive schedule list' shows what is.")
        : (new SchedulesResumed(now, origin, schedule), null);

    /// <summary>Leaves out the next occurrence; of a window the next one that begins, with its end.</summary>
    public static (HouseEvent? Event, string? Error) Skip(HouseState state, ScheduleName schedule, ICronTimes cron, Origin origin, Instant now)
    {
        if (Unknown(state, schedule) is { } error)
        {
            return (null, error);
        }

        var definition = state.Definition!.Schedule(schedule)!;
        if (!definition.IsEnabled || state.MemoryOf(schedule) is not { } memory)
        {
            return (null, $"Schedule '{schedule}' is disabled, so there is nothing to skip.");
        }

        if (memory.SkipNext is not null)
        {
            return (null, $"The next occurrence of schedule '{schedule}' is to be skipped already. 'tapohive schedule resume {schedule}' takes that back.");
        }

        var times = new ScheduleTimes(state.Definition, definition, cron, memory.Anchor);
        var next = times.Next(now);
        for (var tries = 0; next is { } found && (found.LeftOut is not null || found.Key.Edge == WindowEdge.End) && tries < 1000; tries++)
        {
            next = times.Next(found.Due);
        }

        return next is null
            ? (null, $"Schedule '{schedule}' has no next occurrence.")
            : (new NextOccurrenceSkipped(now, origin, schedule, next.Key, next.Due), null);
    }

    /// <summary>Does now what a schedule does, beside its occurrences.</summary>
    public static (HouseEvent? Event, string? Error) Fire(HouseState state, ScheduleName schedule, Origin origin, Instant now)
    {
        if (Unknown(state, schedule) is { } error)
        {
            return (null, error);
        }

        return ScheduleRun.Start(state, state.Definition!.Schedule(schedule)!, WindowEdge.None, origin, null, now);
    }

    private static string? Unknown(HouseState state, ScheduleName name) =>
        state.Definition?.Schedule(name) is not null ? null
        : $"There is no schedule '{name}'{Suggestion.For(name.Value, (state.Definition?.Schedules ?? []).Select(schedule => schedule.Name.Value))}";
}
