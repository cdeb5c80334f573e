using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Energy;

namespace TapoHive.Actors.Telemetry;

/// <summary>
/// Keeps what meters say: empties the inbox every few seconds, makes energy of looks, and writes it in one batch at a time. Houses and plugs know nothing of
/// it and never wait for it. Who asks is answered when all that had come in by then is written.
/// </summary>
public sealed partial class TelemetryActor : ReceiveActor, IWithTimers
{
    private const int MostWaiting = 64;
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestFirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly TelemetryOptions _options;
    private readonly TelemetryInbox _inbox;
    private readonly HouseBoard _board;
    private readonly IActorRef _plugs;
    private readonly IClock _clock;
    private readonly ILogger _log;
    private readonly TimeSpan _firstPause;
    private readonly MeterBook _book = new();
    private readonly Queue<(object Question, IActorRef Asker)> _waiting = [];
    private readonly Queue<(object Question, IActorRef Asker)> _written = [];
    private bool _isOpen;
    private bool _knowsMeters;
    private EnergyBatch? _batch;
    private bool _isWriting;
    private bool _isForgetDue = true;
    private bool _isForgetting;
    private string? _trouble;
    private TimeSpan _pause;

    /// <summary>Makes one.</summary>
    public TelemetryActor(TelemetryOptions options, TelemetryInbox inbox, HouseBoard board, IActorRef plugs, IClock clock, ILoggerFactory loggers)
    {
        (_options, _inbox, _board, _plugs, _clock, _log) = (options, inbox, board, plugs, clock, loggers.CreateLogger<TelemetryActor>());
        _pause = _firstPause = options.Gathering < LongestFirstPause ? options.Gathering : LongestFirstPause;
        Receive<Gather>(_ => Advance());
        Receive<ReadEnergy>(Ask);
        Receive<WriteAll>(Ask);
        Receive<Opened>(opened =>
        {
            (_isOpen, _knowsMeters, _trouble) = (true, true, null);
            _book.Open(opened.Meters);
            _inbox.Recall(opened.Meters);
            Advance();
        });
        Receive<Written>(_ =>
        {
            (_batch, _isWriting, _pause) = (null, false, _firstPause);
            Answer(_written);

            // What comes in goes on being gathered; only who asked meanwhile is not kept waiting for that, nor what was too much for one batch.
            if (_waiting.Count > 0 || _book.IsBehind)
            {
                Advance();
            }
        });
        Receive<Failed>(failed => Fail(failed.Cause));
        Receive<Forgotten>(forgotten =>
        {
            _isForgetting = false;
            if (forgotten.Cause is { } cause)
            {
                LogNotForgotten(cause.Message);
            }
        });
        Receive<ForgetDue>(_ => _isForgetDue = true);
        Receive<Reopen>(_ => Open());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Open();
        Timers.StartPeriodicTimer(Gather.Instance, Gather.Instance, _options.Gathering);
        Timers.StartPeriodicTimer(ForgetDue.Instance, ForgetDue.Instance, ForgetEvery);
    }

    private void Open() => _options.Store.OpenAsync().PipeTo(Self, success: static meters => new Opened([.. meters]), failure: static cause => new Failed(cause));

    private void Ask(object question)
    {
        if (_trouble is { } trouble)
        {
            Sender.Tell(new Refused(RefusalReason.StorageUnavailable, trouble));
        }
        else if (_waiting.Count + _written.Count >= MostWaiting)
        {
            Sender.Tell(new Refused(RefusalReason.StorageUnavailable, "Too many ask for energy just now. Try again in a moment."));
        }
        else
        {
            _waiting.Enqueue((question, Sender));
            Advance();
        }
    }

    private void Advance()
    {
        // While nothing can be written minutes still add up: only the looks themselves grow too many.
        if (_knowsMeters)
        {
            Gathered();
        }

        if (!_isOpen || _isWriting)
        {
            return;
        }

        while (_waiting.TryDequeue(out var asked))
        {
            _written.Enqueue(asked);
        }

        // One that failed, or of which that is not known, comes before what has come in since.
        _batch ??= _book.Cut(_clock.GetCurrentInstant());
        if (_batch is { } batch)
        {
            _isWriting = true;
            _options.Store.WriteAsync(batch, _board.Views.ToDictionary(static pair => pair.Key, static pair => ZoneOf(pair.Value)))
                .PipeTo(Self, success: static () => Written.Instance, failure: static cause => new Failed(cause));
        }
        else
        {
            Answer(_written);
        }

        if (_isForgetDue && !_isForgetting)
        {
            (_isForgetDue, _isForgetting) = (false, true);
            _options.Store.ForgetAsync(_clock.GetCurrentInstant(), _options.Keeping)
                .PipeTo(Self, success: static () => new Forgotten(null), failure: static cause => new Forgotten(cause));
        }
    }

    private void Gathered()
    {
        if (_inbox.TakeLosses() is > 0 and var lost)
        {
            LogLost(lost);
            _book.AddLosses(lost);
        }

        while (_inbox.TryTake(out var item))
        {
            switch (item)
            {
                case TelemetryItem.Looked looked when _book.Take(looked) is { } question:
                    _plugs.Tell(new AskSeries(looked.Outlet.House, looked.Outlet.Key.Plug, question));
                    break;
                case TelemetryItem.Recorded recorded:
                    _book.Take(recorded);
                    break;
            }
        }
    }

    private static DateTimeZone ZoneOf(Domain.Houses.HouseView view) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(view.State.Definition?.TimeZone ?? "") ?? DateTimeZone.Utc;

    private void Answer(Queue<(object Question, IActorRef Asker)> asked)
    {
        while (asked.TryDequeue(out var waiting))
        {
            if (waiting.Question is ReadEnergy question)
            {
                var last = question.Outlets.Where(outlet => _book.LastOf(outlet) is not null).ToDictionary(static outlet => outlet, outlet => _book.LastOf(outlet)!);
                ReadAsync(question, last).PipeTo(
                    waiting.Asker,
                    failure: static cause => new Refused(RefusalReason.StorageUnavailable, $"Energy cannot be read: {cause.Message} See the hive's log."));
            }
            else
            {
                waiting.Asker.Tell(AllWritten.Instance);
            }
        }
    }

    private async Task<EnergyPast> ReadAsync(ReadEnergy question, Dictionary<HouseOutlet, EnergySample> last)
    {
        var bins = await _options.Store.ReadAsync(question with { Outlets = [.. last.Keys] }).ConfigureAwait(false);
        return new EnergyPast([.. last.Select(pair => new OutletEnergy(pair.Key, pair.Value, bins.TryGetValue(pair.Key, out var own) ? own : []))]);
    }

    private void Fail(Exception cause)
    {
        if (_trouble is null)
        {
            LogFailed(cause.Message);
        }

        _trouble = $"Energy cannot be written: {cause.Message} It is tried again by itself; plugs go on without it.";
        foreach (var (_, asker) in _written.Concat(_waiting))
        {
            asker.Tell(new Refused(RefusalReason.StorageUnavailable, _trouble));
        }

        _written.Clear();
        _waiting.Clear();
        (_isOpen, _isWriting) = (false, false);
        Timers.StartSingleTimer(Reopen.Instance, Reopen.Instance, _pause);
        _pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, _pause.Ticks * 2));
    }

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "Energy cannot be written ({Reason}). It is tried again; plugs go on without it.")]
    private partial void LogFailed(string reason);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Warning, Message = "{Count} looks at meters were lost, because they came faster than they could be written.")]
    private partial void LogLost(long count);

    [LoggerMessage(EventId = 5103, Level = LogLevel.Warning, Message = "Energy that is older than it is to be kept could not be forgotten ({Reason}). It is tried again in some hours.")]
    private partial void LogNotForgotten(string reason);

    /// <summary>Asks for all that came in by now to be written. Answered by <see cref="AllWritten"/>.</summary>
    public sealed class WriteAll : INoSerializationVerificationNeeded
    {
        /// <summary>The only one.</summary>
        public static WriteAll Instance { get; } = new();
    }

    /// <summary>All that had come in is written.</summary>
    public sealed class AllWritten : INoSerializationVerificationNeeded
    {
        /// <summary>The only one.</summary>
        public static AllWritten Instance { get; } = new();
    }

    private sealed record Opened(List<KnownMeter> Meters) : INoSerializationVerificationNeeded;

    private sealed class Written : INoSerializationVerificationNeeded
    {
        public static Written Instance { get; } = new();
    }

    private sealed record Failed(Exception Cause) : INoSerializationVerificationNeeded;

    private sealed record Forgotten(Exception? Cause) : INoSerializationVerificationNeeded;

    private sealed class Gather : INoSerializationVerificationNeeded
    {
        public static Gather Instance { get; } = new();
    }

    private sealed class Reopen : INoSerializationVerificationNeeded
    {
        public static Reopen Instance { get; } = new();
    }

    private sealed class ForgetDue : INoSerializationVerificationNeeded
    {
        public static ForgetDue Instance { get; } = new();
    }
}
