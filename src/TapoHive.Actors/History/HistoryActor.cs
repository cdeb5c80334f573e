using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>
/// Writes the history behind the houses' backs: it looks at the board for houses that went on, reads their new events from the
/// journal and writes their lines, one house and one batch at a time. Houses know nothing of it and never wait for it. Who asks
/// is answered when all that had happened by then is written.
/// </summary>
public sealed partial class HistoryActor : ReceiveActor, IWithTimers
{
    private const int EventsPerRead = 100;
    private const int MostWaiting = 64;

    // An outlet's lines lie together in the store: what one write brings of it costs hardly more than its first line does.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(6);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly HistoryOptions _options;
    private readonly HouseBoard _board;
    private readonly IClock _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<HouseName, HistoryMark> _marks = [];
    private readonly Dictionary<HouseName, HouseProjection> _projections = [];
    private readonly List<Waiting> _waiting = [];
    private readonly ActorMaterializer _materializer = Context.Materializer();
    private TimeSpan _pause = FirstPause;
    private bool _isOpen;
    private bool _isBusy;
    private bool _isForgetDue;
    private bool _isLookDue;
    private string? _trouble;

    /// <summary>Makes one.</summary>
    public HistoryActor(HistoryOptions options, HouseBoard board, IClock clock, ILoggerFactory loggers)
    {
        (_options, _board, _clock, _log) = (options, board, clock, loggers.CreateLogger<HistoryActor>());
        Receive<IHistoryQuestion>(Ask);
        Receive<Opened>(opened =>
        {
            (_isOpen, _isBusy, _trouble) = (true, false, null);
            foreach (var mark in opened.Marks)
            {
                _marks[mark.House] = mark;
            }

            Advance();
        });
        Receive<Written>(written =>
        {
            (_isBusy, _pause) = (false, FirstPause);
            var mark = written.Projection.Mark;
            (_marks[mark.House], _projections[mark.House]) = (mark, written.Projection);
            if (_board.Views.TryGetValue(mark.House, out var view))
            {
                written.Projection.Share(view.State);
            }

            Advance();
        });
        Receive<Forgotten>(_ =>
        {
            _isBusy = false;
            Advance();
        });
        Receive<Status.Failure>(failure => Fail(failure.Cause));
        Receive<Reopen>(_ => Open());
        Receive<BoardMoved>(_ => Timers.StartSingleTimer(Look.Instance, Look.Instance, Gathering));
        Receive<Look>(_ =>
        {
            _isLookDue = true;
            Follow();
            Advance();
        });
        Receive<ForgetDue>(_ =>
        {
            // What is still to be written first may be old enough to go.
            (_isLookDue, _isForgetDue) = (true, true);
            Advance();
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Open();

        // What an earlier life left waits until the start is over, unless somebody asks.
        Timers.StartSingleTimer(Look.Instance, Look.Instance, Gathering);
        Timers.StartPeriodicTimer(ForgetDue.Instance, ForgetDue.Instance, Gathering, ForgetEvery);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void Open()
    {
        (_isOpen, _isBusy) = (false, true);
        _marks.Clear();
        _projections.Clear();
        _options.Store.OpenAsync().PipeTo(Self, success: marks => new Opened([.. marks]));
    }

    private void Follow() => _board.WhenNewerThan(_board.Version, _stopping.Token).PipeTo(Self, success: () => BoardMoved.Instance, failure: _ => BoardMoved.Instance);

    private void Ask(IHistoryQuestion question)
    {
        if (_trouble is { } trouble)
        {
            Sender.Tell(new Refused(RefusalReason.StorageUnavailable, trouble));
        }
        else if (_waiting.Count >= MostWaiting)
        {
            Sender.Tell(new Refused(RefusalReason.StorageUnavailable, "Too many ask for the history just now. Try again in a moment."));
        }
        else
        {
            _waiting.Add(new Waiting(question, Sender, [.. question.Houses.Distinct().Select(house => (house, RevisionOf(house)))]));
            Advance();
        }
    }

    private void Advance()
    {
        if (!_isOpen)
        {
            return;
        }

        foreach (var ready in _waiting.Where(waiting => waiting.Needs.All(IsWritten)).ToList())
        {
            _waiting.Remove(ready);
            Answer(ready);
        }

        if (_isBusy)
        {
            return;
        }

        var behind = _waiting.SelectMany(waiting => waiting.Needs).Where(need => !IsWritten(need)).Select(need => (HouseName?)need.House).FirstOrDefault()
            ?? (_isLookDue ? _board.Views.Keys.Where(house => !IsWritten((house, RevisionOf(house)))).Select(house => (HouseName?)house).FirstOrDefault() : null);
        if (behind is { } next)
        {
            _isBusy = true;
            ProjectAsync(next, _marks.GetValueOrDefault(next), _projections.GetValueOrDefault(next)).PipeTo(Self, success: projection => new Written(projection));
            return;
        }

        _isLookDue = false;
        if (_isForgetDue)
        {
            (_isBusy, _isForgetDue) = (true, false);
            _options.Store.ForgetAsync(_clock.GetCurrentInstant(), _options.Keep).PipeTo(Self, success: () => Forgotten.Instance);
        }
    }

    private void Answer(Waiting ready)
    {
        // A page that cannot be read is that reader's trouble; what is written goes on.
        static Refused Unreadable(Exception cause) => new(RefusalReason.StorageUnavailable, $"The history cannot be read: {cause.Message} See the hive's log.");
        switch (ready.Question)
        {
            case ReadHistory page:
                _options.Store.ReadAsync(page).PipeTo(ready.Asker, failure: Unreadable);
                break;
            case ReadPast past:
                _options.Store.PastAsync(past).PipeTo(ready.Asker, failure: Unreadable);
                break;
        }
    }

    private void Fail(Exception cause)
    {
        if (_trouble is null)
        {
            LogFailed(cause.Message);
        }

        _trouble = $"The history cannot be written: {cause.Message} It is tried again by itself; the houses go on without it.";
        foreach (var waiting in _waiting)
        {
            waiting.Asker.Tell(new Refused(RefusalReason.StorageUnavailable, _trouble));
        }

        _waiting.Clear();
        (_isOpen, _isBusy) = (false, true);
        Timers.StartSingleTimer(Reopen.Instance, Reopen.Instance, _pause);
        _pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, _pause.Ticks * 2));
    }

    private long RevisionOf(HouseName house) => _board.Views.TryGetValue(house, out var view) ? view.State.Revision : 0;

    private bool IsWritten((HouseName House, long Revision) need) => need.Revision <= (_marks.GetValueOrDefault(need.House)?.Revision ?? 0);

    // Runs beside the actor and touches nothing of it but what does not change.
    private async Task<HouseProjection> ProjectAsync(HouseName house, HistoryMark? mark, HouseProjection? known)
    {
        var projection = known ?? new HouseProjection(
            mark ?? new HistoryMark(house, 0, Instant.MinValue),
            (mark is null ? null : await _options.Store.CheckpointAsync(house)) ?? HouseState.Empty);
        await _options.Journal().CurrentEventsByPersistenceId(HouseActor.PersistenceIdOf(house), projection.State.Revision + 1, long.MaxValue)
            .Grouped(EventsPerRead)
            .SelectAsync(1, async events =>
            {
                foreach (var envelope in events)
                {
                    projection.Take((HouseEvent)envelope.Event, envelope.SequenceNr);
                    if (projection.IsFull)
                    {
                        await WriteAsync(projection);
                    }
                }

                await WriteAsync(projection);
                return Done.Instance;
            })
            .RunWith(Sink.Ignore<Done>(), _materializer);
        return projection;
    }

    private Task WriteAsync(HouseProjection projection) => projection.Cut() is { } batch ? _options.Store.WriteAsync(batch) : Task.CompletedTask;

    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "The history cannot be written ({Reason}). It is tried again; the houses go on without it.")]
    private partial void LogFailed(string reason);

    private sealed record Waiting(IHistoryQuestion Question, IActorRef Asker, List<(HouseName House, long Revision)> Needs);

    private sealed record Opened(List<HistoryMark> Marks) : INoSerializationVerificationNeeded;

    private sealed record Written(HouseProjection Projection) : INoSerializationVerificationNeeded;

    private sealed class Forgotten : INoSerializationVerificationNeeded
    {
        public static Forgotten Instance { get; } = new();
    }

    private sealed class Reopen : INoSerializationVerificationNeeded
    {
        public static Reopen Instance { get; } = new();
    }

    private sealed class BoardMoved : INoSerializationVerificationNeeded
    {
        public static BoardMoved Instance { get; } = new();
    }

    private sealed class Look : INoSerializationVerificationNeeded
    {
        public static Look Instance { get; } = new();
    }

    private sealed class ForgetDue : INoSerializationVerificationNeeded
    {
        public static ForgetDue Instance { get; } = new();
    }
}
