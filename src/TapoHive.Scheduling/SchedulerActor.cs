using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling;

/// <summary>
/// Keeps an alarm for the next occurrence of every schedule of every house. When one goes off it asks the house to decide what is
/// due, again and again until that is durable. What is due is never taken from the alarm: houses derive it from their own marks, so
/// an alarm that comes early, late, twice or not at all does no harm. On start, and when the clock was set or the machine slept,
/// every house is asked.
/// </summary>
public sealed partial class SchedulerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskAgainEvery = TimeSpan.FromSeconds(2);
    private static readonly Duration Overdue = Duration.FromSeconds(5);

    private readonly SchedulerSurroundings _around;
    private readonly ILogger _log;
    private readonly ClockWatch _watch;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<HouseName, HouseState> _seen = [];
    private readonly Dictionary<Alarm, Instant> _set = [];
    private readonly Dictionary<HouseName, DueBook> _due = [];
    private AlarmClock? _alarms;
    private bool _askSoon;

    /// <summary>Makes one.</summary>
    public SchedulerActor(SchedulerSurroundings around)
    {
        _around = around;
        _log = around.Loggers.CreateLogger<SchedulerActor>();
        _watch = new ClockWatch(around.Clock, around.Time);
        Receive<Started>(started => Begin(started.Alarms));
        Receive<BoardChanged>(_ => Look());
        Receive<Alarm>(Ring);
        Receive<AskNow>(_ => Ask());
        Receive<DueDecided>(Decided);
        Receive<Done>(_ => { });
        Receive<Refused>(_ => { }); // asked again by the timer
        Receive<Tick>(_ => LookAtTheClock());
        Receive<Status.Failure>(failure => LogFailed(failure.Cause.Message));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _around.Clock.GetCurrentInstant();

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var self = Self;
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, LookEvery);
        Look();
        AlarmClock.StartAsync(alarm => self.Tell(alarm), _around.Time, _around.Loggers).PipeTo(Self, success: alarms => new Started(alarms));
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _ = _alarms?.DisposeAsync().AsTask();
    }

    private void Begin(AlarmClock alarms)
    {
        _alarms = alarms;
        foreach (var (alarm, at) in _set)
        {
            Wind(alarm, at);
        }
    }

    private void Look()
    {
        var version = _around.Board.Version;
        foreach (var (name, view) in _around.Board.Views)
        {
            if (view.Storage == StorageHealth.Available)
            {
                See(name, view.State);
            }
        }

        _around.Board.WhenNewerThan(version, _stopping.Token).PipeTo(Self, success: () => BoardChanged.Instance, failure: _ => BoardClosed.Instance);
    }

    private void See(HouseName house, HouseState state)
    {
        var before = _seen.GetValueOrDefault(house);
        if (before is not null && ReferenceEquals(before.Definition, state.Definition) && ReferenceEquals(before.Schedules, state.Schedules)
            && ReferenceEquals(before.SchedulesPause, state.SchedulesPause))
        {
            return;
        }

        _seen[house] = state;
        var isNew = before is null || !ReferenceEquals(before.Definition, state.Definition) || !ReferenceEquals(before.SchedulesPause, state.SchedulesPause);
        foreach (var schedule in state.Definition?.Schedules ?? [])
        {
            var memory = state.MemoryOf(schedule.Name);
            var known = isNew ? null : before!.MemoryOf(schedule.Name);
            if (isNew || !ReferenceEquals(memory, known))
            {
                Arm(house, state, schedule);
                if (!isNew && (!ReferenceEquals(memory?.Pause, known?.Pause) || ScheduleDecision.IsBehind(state, schedule, _around.Cron, Now)))
                {
                    Due(house, schedule.Name);
                }
            }
        }

        if (isNew)
        {
            var known = (state.Definition?.Schedules ?? []).Select(static schedule => schedule.Name).ToHashSet();
            foreach (var gone in _set.Keys.Where(alarm => alarm.House == house && !known.Contains(alarm.Schedule)).ToList())
            {
                Clear(gone);
            }

            // A window may have begun before the file that brings it, a pause may have ended.
            Due(house, null);
        }
    }

    /// <summary>Asks for a schedule, or for all of a house; what comes at one time is asked in one message.</summary>
    private void Due(HouseName house, ScheduleName? schedule)
    {
        if (!_due.TryGetValue(house, out var book))
        {
            book = new DueBook();
            _due.Add(house, book);
        }

        book.Add(schedule);
        if (!_askSoon)
        {
            _askSoon = true;
            Self.Tell(AskNow.Instance);
        }
    }

    private void Ask()
    {
        _askSoon = false;
        foreach (var (house, book) in _due)
        {
            if (book.IsOpen)
            {
                var (schedules, number) = book.Ask();
                _around.Houses.Tell(new DecideDue(house, schedules, number));
            }
        }

        if (_due.Values.Any(book => book.IsOpen))
        {
            Timers.StartSingleTimer(AskNow.Instance, AskNow.Instance, AskAgainEvery);
        }
    }

    private void Decided(DueDecided decided)
    {
        if (_due.TryGetValue(decided.House, out var book))
        {
            book.Answered(decided.Schedules, decided.Number);
        }

        // An alarm that came early is set again; all others wait for what the house shows next.
        if (_seen.TryGetValue(decided.House, out var state))
        {
            var named = decided.Schedules.ToHashSet();
            foreach (var schedule in state.Definition?.Schedules ?? [])
            {
                if ((named.Count == 0 || named.Contains(schedule.Name)) && !_set.ContainsKey(new Alarm(decided.House, schedule.Name, AlarmKind.Due)))
                {
                    Arm(decided.House, state, schedule);
                }
            }
        }
    }

    private void LookAtTheClock()
    {
        if (_watch.Look() is { } step)
        {
            LogStepped(step.TotalSeconds);
            foreach (var (house, state) in _seen)
            {
                foreach (var schedule in state.Definition?.Schedules ?? [])
                {
                    Arm(house, state, schedule);
                }

                Due(house, null);
            }
        }

        var late = Now - Overdue;
        foreach (var alarm in _set.Where(pair => pair.Value < late).Select(pair => pair.Key).ToList())
        {
            Ring(alarm);
        }
    }

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "The clock was stepped by {Seconds:0} s, or the machine slept; every schedule is looked at again.")]
    private partial void LogStepped(double seconds);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Error, Message = "The scheduler's alarms failed ({Reason}); what is due is found within seconds all the same.")]
    private partial void LogFailed(string reason);

    private sealed record Started(AlarmClock Alarms) : INoSerializationVerificationNeeded;

    private sealed class BoardChanged : INoSerializationVerificationNeeded
    {
        public static BoardChanged Instance { get; } = new();
    }

    private sealed class BoardClosed : INoSerializationVerificationNeeded
    {
        public static BoardClosed Instance { get; } = new();
    }

    private sealed class Done : INoSerializationVerificationNeeded
    {
        public static Done Instance { get; } = new();
    }

    private sealed class AskNow : INoSerializationVerificationNeeded
    {
        public static AskNow Instance { get; } = new();
    }

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static Tick Instance { get; } = new();
    }
}
