using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Domain.Schedules;

/// <summary>
/// Lets a house live through a span of time on a clock of its own. What it does is decided by <see cref="ScheduleDecision"/>, the very
/// code that a running house decides with; nobody presses a button and every plug obeys, its <c>max-on</c> and the limits of
/// intents included.
/// </summary>
public sealed partial class Simulator
{
    private readonly ICronTimes _cron;
    private readonly Instant _to;
    private readonly int _most;
    private readonly PriorityQueue<ScheduleName, Instant> _wakes = new();
    private readonly ImmutableArray<SimulatedFiring>.Builder _firings = ImmutableArray.CreateBuilder<SimulatedFiring>();
    private readonly SortedDictionary<OutletName, List<SimulatedChange>> _changes = [];
    private readonly Dictionary<(OutletName, ScheduleName, ScheduleName, ConflictKind), ScheduleConflict> _conflicts = [];
    private HouseState _state;
    private Instant _now;

    private Simulator(HouseState state, ICronTimes cron, Instant from, Instant to, int most)
    {
        _state = state;
        _cron = cron;
        _now = from;
        _to = to;
        _most = most;
    }

    /// <summary>Simulates a house that a file was just applied to.</summary>
    /// <param name="definition">What the file says.</param>
    /// <param name="cron">Reckons with cron expressions.</param>
    /// <param name="from">Since when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="most">After how many firings it is enough, for whoever cannot wait.</param>
    public static Simulation Run(HouseDefinition definition, ICronTimes cron, Instant from, Instant to, int most = int.MaxValue) =>
        new Simulator(HouseEvolution.Evolve(HouseState.Empty, new HouseApplied(from, definition, "", "")), cron, from, to, most).Run(from);

    /// <summary>Simulates a house as it is.</summary>
    /// <param name="state">The house.</param>
    /// <param name="cron">Reckons with cron expressions.</param>
    /// <param name="from">Since when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="now">When the house is as it is: where that is earlier, it lives on until <paramref name="from"/>, of which nothing is told.</param>
    public static Simulation Run(HouseState state, ICronTimes cron, Instant from, Instant to, Instant? now = null) =>
        new Simulator(state, cron, now is { } earlier ? Instant.Min(earlier, from) : from, to, int.MaxValue).Run(from);

    private Simulation Run(Instant from)
    {
        var isTold = _now == from;
        foreach (var (name, key) in _state.OutletsByName)
        {
            _changes[name] = _state[key].Desired is { } desired ? [new SimulatedChange(_now, desired.At(_now), _state[key].Intents.Top!.Origin.Value)] : [];
        }

        BeginLimits();
        BeginRuns();
        Decide(null);
        foreach (var schedule in _state.Definition?.Schedules ?? [])
        {
            Wake(schedule);
        }

        while (_firings.Count < _most && NextMoment() is { } at && at <= _to)
        {
            if (!isTold && at > from)
            {
                isTold = true;
                TellFrom(from);
            }

            _now = Instant.Max(_now, at);
            var due = new List<ScheduleName>();
            while (_wakes.TryPeek(out var schedule, out var same) && same == at)
            {
                due.Add(schedule);
                _wakes.Dequeue();
            }

            if (due.Count > 0)
            {
                Decide(due);
            }

            foreach (var schedule in due.Distinct())
            {
                Wake(_state.Definition!.Schedule(schedule)!);
            }

            ContinueRuns();

            // A relay moves a moment after its instant: what is due at the very end of a limit comes before it.
            EndLimits();
        }

        if (!isTold)
        {
            TellFrom(from);
        }

        return new Simulation(
            _firings.ToImmutable(),
            [.. _changes.Select(outlet => new SimulatedOutlet(outlet.Key, On(outlet.Value), [.. outlet.Value]))],
            [.. _conflicts.Values.OrderBy(conflict => conflict.First)],
            ScheduleOddities.Find(_state, _cron, from, _to));
    }

    private void TellFrom(Instant from)
    {
        _firings.Clear();
        _conflicts.Clear();
        foreach (var changes in _changes.Values.Where(static changes => changes.Count > 0))
        {
            var last = changes[^1];
            changes.Clear();
            changes.Add(last with { At = from });
        }
    }

    private void Wake(ScheduleDefinition schedule)
    {
        if (ScheduleDecision.NextWake(_state, schedule, _cron, _now) is { } next)
        {
            _wakes.Enqueue(schedule.Name, next);
        }
    }

    private void Decide(IReadOnlyCollection<ScheduleName>? schedules)
    {
        foreach (var happened in ScheduleDecision.Decide(_state, schedules, _cron, _now))
        {
            Happen(happened);
        }
    }

    private void Happen(HouseEvent happened)
    {
        var before = _state;

        _state = HouseEvolution.Evolve(_state, happened);
        switch (happened)
        {
            case RunStarted run:
                Tell(run.Occurrence);
                Obey(before, run.Occurrence, run.Intents);

                // Every plug obeys, so a run of one step does not stay open.
                _state = _state with { OpenRuns = _state.OpenRuns.Remove(new RunId(_state.Revision)) };
                break;
            case RunPlanned plan:
                Tell(plan.Occurrence);
                Continue(new RunId(_state.Revision));
                break;
            case StepBegan step:
                Obey(before, before.OpenRuns[step.Run].Occurrence, step.Intents);
                Settle();
                break;
            case RunSettled:
                _state = _state with { PastRuns = null };
                break;
            case OccurrencesSkipped skips:
                _firings.AddRange(skips.Skipped.Select(skipped => new SimulatedFiring(skipped.Schedule, skipped.Key, skipped.Due, skipped.Because ?? "", skipped.Reason)));
                break;
            default:
                break;
        }
    }

    private void Tell(RunOccurrence? fired)
    {
        if (fired is { } occurrence)
        {
            _firings.Add(new SimulatedFiring(occurrence.Schedule, occurrence.Key, occurrence.Due, NoteOf(occurrence), null));
        }
    }

    private void Obey(HouseState before, RunOccurrence? fired, ImmutableArray<RunIntent> intents)
    {
        foreach (var intent in intents)
        {
            if (fired is { } occurrence)
            {
                Meet(before, occurrence, intent);
            }

            Change(intent.Name, new OutletKey(intent.Plug, intent.Slot));
        }
    }

    private string NoteOf(RunOccurrence occurrence)
    {
        var times = new ScheduleTimes(_state.Definition!, _state.Definition!.Schedule(occurrence.Schedule)!, _cron, _state.MemoryOf(occurrence.Schedule)!.Anchor);
        return times.Between(occurrence.Due - Duration.FromSeconds(1), occurrence.Due).FirstOrDefault(found => found.Key == occurrence.Key)?.Note ?? "";
    }

    private void Change(OutletName name, OutletKey key)
    {
        _touched.Add(key);
        if (!_changes.TryGetValue(name, out var changes) || _state[key] is not { Desired: { } desired } outlet || (changes.Count > 0 && changes[^1].To == desired.At(_now)))
        {
            return;
        }

        // Of two at one moment the last one counts.
        if (changes.Count > 1 && changes[^1].At == _now)
        {
            changes.RemoveAt(changes.Count - 1);
            if (changes[^1].To == desired.At(_now))
            {
                return;
            }
        }

        changes.Add(new SimulatedChange(_now, desired.At(_now), outlet.Intents.Top!.Origin.Value));
    }

    private void Meet(HouseState before, RunOccurrence occurrence, RunIntent intent)
    {
        if (before[new OutletKey(intent.Plug, intent.Slot)].Intents.Schedule is not { } earlier || earlier.Wanted == intent.Wanted
            || before.Definition!.Schedules!.Value.FirstOrDefault(schedule => Origin.Schedule(schedule.Name) == earlier.Origin) is not { } other
            || other.Name == occurrence.Schedule)
        {
            return;
        }

        var kind = earlier.Since == _now ? ConflictKind.SameMoment : ConflictKind.InsideWindow;
        if (kind == ConflictKind.InsideWindow && before.MemoryOf(other.Name)?.Running is null)
        {
            return;
        }

        var key = (intent.Name, other.Name, occurrence.Schedule, kind);
        _conflicts[key] = _conflicts.TryGetValue(key, out var known)
            ? known with { Times = known.Times + 1 }
            : new ScheduleConflict(intent.Name, other.Name, occurrence.Schedule, kind, _now, 1, intent.Wanted);
    }

    private Duration On(List<SimulatedChange> changes)
    {
        var on = Duration.Zero;
        foreach (var (index, change) in changes.Index())
        {
            on += change.To == PowerState.On ? (index + 1 < changes.Count ? changes[index + 1].At : _to) - change.At : Duration.Zero;
        }

        return on;
    }
}
