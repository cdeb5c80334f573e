using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Selectors;

namespace TapoHive.Domain.Schedules;

/// <summary>What a house does about its schedules: every occurrence that is due is decided once, and each decision is an event.</summary>
public static class ScheduleDecision
{
    /// <summary>How long the run of an occurrence waits for proof before somebody is told.</summary>
    public static readonly Duration ProofWindow = Duration.FromSeconds(60);

    /// <summary>A mark this far ahead of the clock was made by a clock that was wrong.</summary>
    public static readonly Duration ClockTolerance = Duration.FromHours(1);

    /// <summary>Decides what is due by now and was not decided yet; nothing where nothing is.</summary>
    /// <param name="state">The house.</param>
    /// <param name="schedules">Which schedules; absent for all.</param>
    /// <param name="cron">Reckons with cron expressions.</param>
    /// <param name="now">Now.</param>
    public static ImmutableArray<HouseEvent> Decide(HouseState state, IReadOnlyCollection<ScheduleName>? schedules, ICronTimes cron, Instant now)
    {
        var events = ImmutableArray.CreateBuilder<HouseEvent>();
        var evolved = 0;
        if (state.Definition is not { Schedules: { Length: > 0 } all })
        {
            return [];
        }

        // What is decided here moves no plug and no name.
        var before = state;
        var universe = new Lazy<SelectorUniverse>(() => new SelectorUniverse(before));
        var definitions = all.ToDictionary(static schedule => schedule.Name);
        var named = schedules?.ToHashSet();
        if (Ahead(state, now) is { IsEmpty: false } ahead)
        {
            Take(new ScheduleClockCorrected(now, ahead));
        }

        while (PauseOver(Evolved(), now) is { } over)
        {
            // What was due while it lasted is decided under it.
            DecideUpTo(over.At);
            Take(new SchedulesResumed(now, Origin.EndOf(over.Pause.Origin), over.Schedule));
            named = over.Schedule is null ? null : named;
        }

        DecideUpTo(now);
        return events.ToImmutable();

        void DecideUpTo(Instant upTo)
        {
            Evolved();
            var judged = all
                .Where(schedule => schedule.IsEnabled && (named is null || named.Contains(schedule.Name)) && state.MemoryOf(schedule.Name) is not null)
                .SelectMany(schedule => Judge(state, schedule, cron, upTo, now))
                .OrderBy(judgement => judgement.Occurrence.Due)
                .ThenBy(judgement => judgement.Occurrence.Schedule)
                .ThenBy(judgement => judgement.Occurrence.Key)
                .ToList();
            var skipped = ImmutableArray.CreateBuilder<SkippedOccurrence>();
            foreach (var judgement in judged)
            {
                var (happened, skip) = Carry(state, universe, definitions[judgement.Occurrence.Schedule], judgement, now);
                if (skip is not null)
                {
                    skipped.Add(skip);
                    continue;
                }

                Flush();
                Take(happened!);
            }

            Flush();

            void Flush()
            {
                if (skipped.Count > 0)
                {
                    Take(new OccurrencesSkipped(now, skipped.ToImmutable()));
                    skipped.Clear();
                }
            }
        }

        void Take(HouseEvent happened) => events.Add(happened);

        // Occurrences that are decided together do not look at each other's events; whoever records them makes the last state of them anyway.
        HouseState Evolved()
        {
            for (; evolved < events.Count; evolved++)
            {
                state = HouseEvolution.Evolve(state, events[evolved]);
            }

            return state;
        }
    }

    /// <summary>When the house has to look at a schedule next: its next occurrence, or the end of its pause.</summary>
    public static Instant? NextWake(HouseState state, ScheduleDefinition schedule, ICronTimes cron, Instant now)
    {
        if (!schedule.IsEnabled || state.Definition is not { } definition || state.MemoryOf(schedule.Name) is not { } memory)
        {
            return null;
        }

        var next = new ScheduleTimes(definition, schedule, cron, memory.Anchor).Next(now)?.Due;
        return new[] { next, memory.Pause?.Until, state.SchedulesPause?.Until }.Where(at => at > now).Min();
    }

    /// <summary>Whether something has become due since the house decided last: whoever sets an alarm for what comes next would pass over it.</summary>
    public static bool IsBehind(HouseState state, ScheduleDefinition schedule, ICronTimes cron, Instant now) =>
        schedule.IsEnabled && state.Definition is { } definition && state.MemoryOf(schedule.Name) is { Mark: { } mark, MarkDue: { } due } memory
        && new ScheduleTimes(definition, schedule, cron, memory.Anchor).Between(due, now).Any(occurrence => occurrence.Key.CompareTo(mark) > 0);

    /// <summary>The outlets that schedules switch.</summary>
    public static IEnumerable<OutletName> Concerned(HouseState state, IEnumerable<ScheduleName> schedules)
    {
        var universe = new SelectorUniverse(state);
        var named = schedules.ToHashSet();
        return (state.Definition?.Schedules ?? [])
            .Where(schedule => named.Contains(schedule.Name))
            .SelectMany(schedule => ScheduleRun.Wants(state, universe, schedule, WindowEdge.None).Wanted)
            .Select(wanted => wanted.Outlet)
            .Distinct();
    }

    private static IReadOnlyList<Judgement> Judge(HouseState state, ScheduleDefinition schedule, ICronTimes cron, Instant upTo, Instant now)
    {
        var memory = state.MemoryOf(schedule.Name)!;
        return new OccurrenceJudge(schedule, memory, state.SchedulesPause, new ScheduleTimes(state.Definition!, schedule, cron, memory.Anchor)).Judge(upTo, now);
    }

    private static (HouseEvent? Event, SkippedOccurrence? Skipped) Carry(
        HouseState state, Lazy<SelectorUniverse> universe, ScheduleDefinition schedule, Judgement judgement, Instant now)
    {
        var occurrence = judgement.Occurrence;
        if (judgement.Skip is { } reason)
        {
            return (null, new SkippedOccurrence(occurrence.Schedule, occurrence.Key, occurrence.Due, reason, judgement.Because));
        }

        var (run, error) = ScheduleRun.Start(
            state, universe.Value, schedule, occurrence.Key.Edge, Origin.Schedule(schedule.Name), new RunOccurrence(schedule.Name, occurrence.Key, occurrence.Due), now);
        return run is null
            ? (null, new SkippedOccurrence(occurrence.Schedule, occurrence.Key, occurrence.Due, SkipReason.NothingMatched, error))
            : (run, null);
    }

    private static ImmutableArray<ScheduleName> Ahead(HouseState state, Instant now) =>
    [
        .. (state.Schedules ?? ImmutableSortedDictionary<ScheduleName, ScheduleMemory>.Empty)
            .Where(pair => pair.Value.Since > now + ClockTolerance || pair.Value.MarkDue > now + ClockTolerance)
            .Select(pair => pair.Key),
    ];

    private static (ScheduleName? Schedule, SchedulePause Pause, Instant At)? PauseOver(HouseState state, Instant now)
    {
        if (state.SchedulesPause is { } house && house.IsOver(now))
        {
            return (null, house, house.Until!.Value);
        }

        foreach (var (name, memory) in state.Schedules ?? ImmutableSortedDictionary<ScheduleName, ScheduleMemory>.Empty)
        {
            if (memory.Pause is { } pause && pause.IsOver(now))
            {
                return (name, pause, pause.Until!.Value);
            }
        }

        return null;
    }
}
