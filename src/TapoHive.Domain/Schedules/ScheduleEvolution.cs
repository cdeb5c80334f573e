using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;

namespace TapoHive.Domain.Schedules;

/// <summary>What events make of a house's memory of its schedules.</summary>
internal static class ScheduleEvolution
{
    /// <summary>A file was applied: a schedule that it does not change goes on as if nothing had been.</summary>
    /// <param name="before">The house before.</param>
    /// <param name="after">The house with the file's plugs.</param>
    /// <param name="at">When.</param>
    public static HouseState Applied(HouseState before, HouseState after, Instant at)
    {
        var schedules = after.Definition?.Schedules ?? [];
        if (schedules.IsEmpty && before.Schedules is null)
        {
            return after;
        }

        var memories = ImmutableSortedDictionary.CreateBuilder<ScheduleName, ScheduleMemory>();
        var ended = new HashSet<Origin>();
        foreach (var schedule in schedules)
        {
            var old = before.Definition?.Schedule(schedule.Name);
            memories[schedule.Name] = old is not null && before.MemoryOf(schedule.Name) is { } known
                ? Kept(before.Definition!, old, after.Definition!, schedule, known, at)
                : ScheduleMemory.From(at);
        }

        // A window that runs, and that the file does not have any more, would never end; nor would what it switched and does not now.
        foreach (var (name, memory) in before.Schedules ?? ImmutableSortedDictionary<ScheduleName, ScheduleMemory>.Empty)
        {
            if (memory.Running is not null
                && (after.Definition?.Schedule(name) is not { IsEnabled: true } now || !SameAction(now.Does, before.Definition!.Schedule(name)!.Does) || !MayRun(after.Definition!, now.When, at)))
            {
                ended.Add(Origin.Schedule(name));
            }
        }

        return Ended(after with { Schedules = memories.Count == 0 ? null : memories.ToImmutable() }, ended, at);
    }

    /// <summary>A run began: where it carries out an occurrence, that is decided.</summary>
    public static HouseState Fired(HouseState state, RunRecord run) => run.Occurrence is not { } occurrence
        ? state
        : With(state, occurrence.Schedule, memory => memory.After(
            occurrence.Key, occurrence.Due, new LastDecision(occurrence.Key, occurrence.Due, run.StartedAt, run.Id, null)));

    public static HouseState Skipped(HouseState state, OccurrencesSkipped e) => e.Skipped.Aggregate(state, (current, skipped) =>
        With(current, skipped.Schedule, memory => memory.After(
            skipped.Key, skipped.Due, new LastDecision(skipped.Key, skipped.Due, e.At, null, skipped.Reason))));

    public static HouseState Paused(HouseState state, SchedulesPaused e)
    {
        var pause = new SchedulePause(e.Origin, e.At, e.Until, e.Except);
        return e.Schedule is { } schedule ? With(state, schedule, memory => memory with { Pause = pause }) : state with { SchedulesPause = pause };
    }

    public static HouseState Resumed(HouseState state, SchedulesResumed e)
    {
        if (e.Schedule is { } schedule)
        {
            // A pause that runs out says nothing about an occurrence that a person wants skipped.
            return With(state, schedule, memory => Woken(memory with { Pause = null, SkipNext = e.Origin.IsOperator ? null : memory.SkipNext }, e.At));
        }

        return (state with { SchedulesPause = null }) is { Schedules: { } all } woken
            ? woken with { Schedules = all.ToImmutableSortedDictionary(pair => pair.Key, pair => Woken(pair.Value, e.At)) }
            : state with { SchedulesPause = null };
    }

    public static HouseState SkipOrdered(HouseState state, NextOccurrenceSkipped e) => With(state, e.Schedule, memory => memory with { SkipNext = e.Key });

    /// <summary>The clock was wrong and is right now: what it decided ahead of time keeps nobody waiting.</summary>
    public static HouseState ClockCorrected(HouseState state, ScheduleClockCorrected e) => e.Schedules.Aggregate(state, (current, name) =>
        With(current, name, memory => memory with
        {
            Anchor = Instant.Min(memory.Anchor, e.At),
            Since = e.At,
            Mark = null,
            MarkDue = null,
            SkipNext = null,

            // A window that began by the wrong clock may be none by the right one.
            TakesOver = memory.Running,
        }));

    private static ScheduleMemory Kept(
        HouseDefinition oldHouse, ScheduleDefinition old, HouseDefinition house, ScheduleDefinition schedule, ScheduleMemory known, Instant at)
    {
        var isSame = schedule.IsTimedLike(old) && SameAction(schedule.Does, old.Does) && SameDays(oldHouse, house, schedule.Skip) && SameDays(oldHouse, house, schedule.Only);
        return isSame ? known
            : schedule.When is ScheduleTiming.Window ? ScheduleMemory.From(at) with
            {
                Pause = known.Pause,
                TakesOver = known.Running,
                Last = known.Last,
                SkipNext = schedule.IsTimedLike(old) ? SkippedByOrder(known) : null,
            }
            : schedule.IsTimedLike(old) ? known
            : ScheduleMemory.From(at) with { Pause = known.Pause, Last = known.Last };
    }

    // The window that a person said to skip, also while it would be running: it is judged anew, and stays skipped.
    private static OccurrenceKey? SkippedByOrder(ScheduleMemory known) =>
        known.SkipNext ?? (known is { Running: null, Last: { Skipped: SkipReason.Ordered, Key: { Edge: WindowEdge.Start } start } } ? start : null);

    // What begins on a date that is yet to come does not run; of any other window the last edge tells.
    private static bool MayRun(HouseDefinition house, ScheduleTiming timing, Instant at) => timing is ScheduleTiming.Window window
        && (window.From is not Moment.DateAndTime { When: var begin } || begin <= at.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(house.TimeZone) ?? DateTimeZone.Utc).LocalDateTime);

    // A window that a pause kept from beginning is where it should be as soon as the pause ends.
    private static ScheduleMemory Woken(ScheduleMemory memory, Instant at) =>
        memory is { Last: { Skipped: SkipReason.Paused, Key.Edge: WindowEdge.Start }, Running: null }
            ? memory with { Since = at, Mark = null, MarkDue = null }
            : memory;

    private static HouseState With(HouseState state, ScheduleName name, Func<ScheduleMemory, ScheduleMemory> change) =>
        state.Schedules is { } all && all.TryGetValue(name, out var memory) ? state with { Schedules = all.SetItem(name, change(memory)) } : state;

    private static HouseState Ended(HouseState state, HashSet<Origin> origins, Instant at)
    {
        if (origins.Count == 0)
        {
            return state;
        }

        var running = from plug in state.Plugs.Values
                      from outlet in plug.Outlets.Values
                      where outlet.Intents.Schedule is { } intent && origins.Contains(intent.Origin)
                      select (plug.Id, outlet.Slot);
        return running.ToList().Aggregate(state, (current, key) => HouseEvolution.WithOutlet(current, key.Id, key.Slot, outlet =>
        {
            var after = outlet.Intents.AfterEndOf(Layer.Schedule, at);
            return outlet.With(new Happening(at, "ended", after.Top?.Wanted, outlet.Intents.Schedule!.Origin.Value)).With(after, current.Revision);
        }));
    }

    private static bool SameDays(HouseDefinition a, HouseDefinition b, CalendarName? name) =>
        name is null || Dates(a, name.Value).SequenceEqual(Dates(b, name.Value));

    private static ImmutableArray<DateRange> Dates(HouseDefinition house, CalendarName name) =>
        (house.Calendars ?? []).FirstOrDefault(calendar => calendar.Name == name)?.Dates ?? [];

    private static bool SameAction(ScheduleAction a, ScheduleAction b) => (a, b) switch
    {
        (ScheduleAction.Set one, ScheduleAction.Set other) => one.On.SequenceEqual(other.On) && one.Off.SequenceEqual(other.Off),
        _ => a == b,
    };
}
