using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Houses;

/// <summary>
/// Drives the steps of one run and gathers its evidence. It remembers nothing that matters: what was begun is in its house's stream, and
/// plugs tell again what they have proven. So its house can make it anew at any time.
/// </summary>
internal sealed class RunActor : ReceiveActor, IWithTimers
{
    private static readonly Duration BetweenUpdates = Duration.FromMilliseconds(100);

    private readonly HouseName _house;
    private readonly RunId _id;
    private readonly IClock _clock;
    private readonly IActorRef _asker;
    private readonly TraceContext? _trace;
    private HouseState _state = HouseState.Empty;
    private ImmutableDictionary<PlugId, PlugReport> _reports = ImmutableDictionary<PlugId, PlugReport>.Empty;
    private ImmutableArray<OutletEvidence> _current = [];
    private ImmutableArray<OutletEvidence> _told = [];
    private Instant _toldAt = Instant.MinValue;
    private bool _isWriting;

    /// <summary>Makes one.</summary>
    /// <param name="house">The house of the run.</param>
    /// <param name="id">Which run.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="asker">Who is told how it goes.</param>
    /// <param name="trace">What the run is part of, where somebody follows that.</param>
    public RunActor(HouseName house, RunId id, IClock clock, IActorRef asker, TraceContext? trace)
    {
        (_house, _id, _clock, _asker, _trace) = (house, id, clock, asker, trace);
        Receive<HouseShown>(shown =>
        {
            (_state, _reports) = (shown.State, shown.Reports);
            Advance();
        });
        Receive<StepsWritten>(written =>
        {
            (_isWriting, _state) = (false, written.State);
            Advance();
        });
        Receive<CancelRun>(cancel => Context.Parent.Tell(new EndRun(_id, _current, cancel.Origin, Sender)));
        Receive<RunEnded>(ended =>
        {
            _asker.Tell(new RunProgressed(_house, ended.Evidence));
            Context.Stop(Self);
        });
        Receive<LookAgain>(_ => Advance());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private void Advance()
    {
        if (_isWriting || !_state.OpenRuns.TryGetValue(_id, out var run))
        {
            return;
        }

        var now = _clock.GetCurrentInstant();
        _current = StepProgress.Advance(run, _current, _state, _reports, now);
        var move = StepDecision.Decide(_state, _id, _current, now);
        if (!move.Events.IsEmpty)
        {
            _isWriting = true;
            Context.Parent.Tell(new MoveRun(_id, _current, _trace));
        }
        else if (move.LookAgainAt is { } at)
        {
            // The timer may be a little early; then it is set once more.
            Timers.StartSingleTimer(LookAgain.Instance, LookAgain.Instance, Duration.Max(at - now, Duration.FromMilliseconds(1)).ToTimeSpan());
        }

        TellAsker(run, now);
    }

    private void TellAsker(RunRecord run, Instant now)
    {
        if (_asker.IsNobody() || now - _toldAt < BetweenUpdates)
        {
            return;
        }

        var evidence = RunProgress.Begin(run) with { Outlets = StepProgress.Outlets(run, _current) };
        if (!evidence.Outlets.SequenceEqual(_told))
        {
            (_told, _toldAt) = (evidence.Outlets, now);
            _asker.Tell(new RunProgressed(_house, evidence));
        }
    }

    /// <summary>House to run: this is how things stand.</summary>
    internal sealed record HouseShown(HouseState State, ImmutableDictionary<PlugId, PlugReport> Reports) : INoSerializationVerificationNeeded;

    /// <summary>Run to house: I can go on; decide on what you remember, and write it.</summary>
    internal sealed record MoveRun(RunId Run, ImmutableArray<OutletEvidence> Current, TraceContext? Trace) : INoSerializationVerificationNeeded;

    /// <summary>House to run: that is written.</summary>
    internal sealed record StepsWritten(HouseState State) : INoSerializationVerificationNeeded;

    /// <summary>Run to house: somebody wants me ended.</summary>
    internal sealed record EndRun(RunId Run, ImmutableArray<OutletEvidence> Current, Origin By, IActorRef Canceller) : INoSerializationVerificationNeeded;

    /// <summary>House to run: you are settled.</summary>
    internal sealed record RunEnded(RunEvidence Evidence) : INoSerializationVerificationNeeded;

    private sealed class LookAgain : INoSerializationVerificationNeeded
    {
        public static LookAgain Instance { get; } = new();
    }
}
