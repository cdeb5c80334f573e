using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Telemetry;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol;
using Failure = TapoHive.Domain.Failures.Failure;

namespace TapoHive.Actors.Plugs;

/// <summary>
/// One plug: a thin shell around <see cref="PlugObservation"/> and <see cref="PlugDecision"/>. It turns messages into facts, carries
/// out one effect at a time, and tells its house all it knows. Its session is a <see cref="Link"/>, which ends with it.
/// </summary>
public sealed partial class PlugActor : UntypedActor, IWithTimers
{
    private const string WakeTimer = "wake";
    private const string ProbeTimer = "probe";
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(10);

    private readonly PlugId _id;
    private readonly PlugSurroundings _around;
    private readonly ILogger _log;
    private readonly ClockWatch? _watch;
    private readonly PlugAction _action = new();
    private PlugState _state = PlugState.Unassigned;
    private IActorRef _house = ActorRefs.Nobody;
    private Link? _link;
    private PlugTraits _traits = PlugTraits.Unknown;
    private CredentialFingerprint? _shown;

    // When the message in hand came: all that comes of it is of that moment.
    private Instant _now;
    private Instant? _wakesAt;
    private long _reportNumber;
    private bool _reportUnderWay;
    private bool _reportDue;
    private bool _newsDue;

    /// <summary>Makes one.</summary>
    public PlugActor(PlugId id, PlugSurroundings around)
    {
        _id = id;
        _around = around;
        _log = around.Loggers.CreateLogger<PlugActor>();
        _watch = around.Elapsing is { } elapsing ? new ClockWatch(around.Clock, elapsing) : null;
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    // What is asked of it is being done: the house waits for what comes of it, and not for a report on the way there, which the one that counts would have to follow.
    private bool IsOnItsWay =>
        _state is { UnderWay: not (null or PlugEffect.Probe), Problem: null } && _state.Outlets.Values.Any(outlet => outlet.WantsProof(_now));

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        _now = _around.Clock.GetCurrentInstant();
        FollowClock();
        switch (message)
        {
            case LinkFact { Fact: PlugFact.KeysAgreed } told when told.Link == _link:
                // Nothing is to be done or told before the session is open.
                Note(told.Fact);
                break;
            case LinkFact told when told.Link == _link:
                _traits = told.Traits;
                Observe(told.Fact);
                break;
            case Own own:
                (_house, _reportUnderWay) = (Sender, false);
                _action.Begin(own);
                Observe(new PlugFact.Assigned(own.Assignment));
                break;
            case ReportTaken taken:
                Taken(taken);
                break;
            case Wake:
                _wakesAt = null;
                Advance();
                break;
            case PlugSighted sighted:
                Observe(new PlugFact.SightingObserved(sighted.Sighting));
                break;
            case ReadNow:
                Observe(new PlugFact.ReadingRequested());
                break;
            case AskSeries ask:
                Observe(new PlugFact.SeriesAsked(ask.Question));
                break;
            case CredentialProven:
                Observe(new PlugFact.CredentialProven());
                break;
            case CredentialAnswered answer:
                _shown = answer.Fingerprint;
                _link?.Permit(answer);
                break;
            case ProbeFinished finished:
                Probed(finished);
                break;
            case TransportAsked asked:
                TransportAnswered(asked);
                break;
            case LinkFact:
                // Of a session that is no more.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        DropLink();
        _action.Drop();
    }

    private static bool HasNews(PlugState before, PlugState after)
    {
        foreach (var outlet in after.Outlets.Values)
        {
            if (before.Outlets.GetValueOrDefault(outlet.Slot) is not { } was || IsNews(was, outlet))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNews(OutletConvergence before, OutletConvergence after) =>
        before.Reported != after.Reported || before.ProvenRevision != after.ProvenRevision || before.Problem != after.Problem;

    private void FollowClock()
    {
        if (_watch?.Step(_now) is { } step)
        {
            _state = PlugObservation.Observe(_state, new PlugFact.ClockStepped(step), _around.Policy, _now);
            _wakesAt = null;
        }
    }

    // Woken too early it looks and goes on waiting: that costs less than a new timer after each exchange.
    private void WakeBy(Instant when)
    {
        if (!(_wakesAt <= when))
        {
            _wakesAt = when;
            var pause = when - _now;
            Timers.StartSingleTimer(WakeTimer, Wake.Instance, pause <= Duration.Zero ? TimeSpan.Zero : pause.ToTimeSpan());
        }
    }

    private void Observe(PlugFact fact)
    {
        var before = _state;
        Note(fact);
        _newsDue |= HasNews(before, _state);
        if (before.Phase is SessionPhase.LoggedIn or SessionPhase.Handshaken && _state.Phase == SessionPhase.Expired
            || before.UnderWay is PlugEffect.Connect && _state.UnderWay is null && _state.Phase != SessionPhase.LoggedIn)
        {
            DropLink();
        }

        if ((fact is PlugFact.Connected && _state.Phase != SessionPhase.LoggedIn) || (before.Identity.Mac is { } mac && mac != _state.Identity.Mac))
        {
            // Another device answered, or took its place: how the one is to be asked says nothing about the other.
            _traits = PlugTraits.Unknown;
        }

        Hand(fact);
        _action.Follow(_state);
        _reportDue |= fact is not (PlugFact.MetersFound or PlugFact.SeriesAsked or PlugFact.SeriesRead);
        Advance();
        Report();
    }

    // What meters say goes past the house: it never was news to it.
    private void Hand(PlugFact fact)
    {
        if (_around.Telemetry is not { } inbox || _state.Assignment is not { } assignment)
        {
            return;
        }

        foreach (var (slot, sample) in MeterLooks.Of(_state, fact, _now))
        {
            inbox.Add(new TelemetryItem.Looked(new HouseOutlet(assignment.House, new OutletKey(_id, slot)), sample));
        }

        if (fact is PlugFact.SeriesRead { Question: var question, Series: var series })
        {
            inbox.Add(new TelemetryItem.Recorded(new HouseOutlet(assignment.House, new OutletKey(_id, question.Slot)), question, series));
        }
    }

    private void Note(PlugFact fact)
    {
        var before = _state;
        _state = PlugObservation.Observe(_state, fact, _around.Policy, _now);
        LogTransition(before, _state);
        if (_shown is { } shown && _state.Assignment is { } assignment && RefusalObservation.WasAnothers(before, fact, _state))
        {
            _around.Houses.Tell(new CredentialTested(assignment.House, _id, shown, CredentialStanding.Withdrawn));
        }
    }

    private void Advance()
    {
        while (_state.Assignment is not null)
        {
            switch (PlugDecision.Next(_state, _now))
            {
                case PlugEffect.WaitUntil wait:
                    WakeBy(wait.When);
                    return;
                case PlugEffect.Nothing:
                    return;
                case PlugEffect.Disconnect end:
                    DropLink();
                    _state = PlugObservation.Observe(_state, new PlugFact.Disconnected(end.Reason), _around.Policy, _now);
                    _reportDue = true;
                    break;
                case PlugEffect.Probe probe:
                    Begin(probe);
                    Timers.StartSingleTimer(ProbeTimer, new ProbeFinished(null), LongestProbe);
                    _around.Discovery.Tell(new ProbeFor(_state.Identity, probe.LastSeen, _state.Assignment.DiscoveryPort));
                    return;
                case PlugEffect.Connect connect:
                    Begin(connect);
                    Connect(connect);
                    return;
                case var exchange:
                    Begin(exchange);
                    _link!.CarryOut(exchange, _action.Trace);
                    return;
            }
        }
    }

    private void Begin(PlugEffect effect) => _state = PlugObservation.Observe(_state, new PlugFact.Began(effect), _around.Policy, _now);

    private void Connect(PlugEffect.Connect connect)
    {
        // Whoever did without the plain password once is not sent it because of what was learnt before (see TransportOffer.After).
        var traits = connect.Offer.Login == AesLogin.HashedPassword && _traits.Login == AesLogin.PlainPassword ? _traits with { Login = null } : _traits;
        DropLink();
        _link = new Link(_around, _state.Assignment!, connect, traits, _state.Failures > 0 ? PlugHealth.Troubled : PlugHealth.Well, Self);
        _link.Open(_action.Trace);
    }

    private void DropLink()
    {
        _link?.Dispose();
        _link = null;
    }

    private void Probed(ProbeFinished finished)
    {
        if (_state.UnderWay is not PlugEffect.Probe probe)
        {
            return;
        }

        Timers.Cancel(ProbeTimer);
        if (finished.Sighting is { } sighting)
        {
            Note(new PlugFact.SightingObserved(sighting));
        }
        else if (_state.Address is { } address && (_state.Offer is null || _state.LastFailure?.Kind is FailureKind.TransportChanged))
        {
            // No answer over UDP, as across networks: the web server itself is asked how it wants to be spoken to.
            AskTransportAsync(address).PipeTo(
                Self,
                success: outcome => new TransportAsked(probe, address, outcome),
                failure: error => new TransportAsked(probe, address, new Failure(FailureKind.Transient, error.Message)));
            return;
        }

        Observe(new PlugFact.ProbeEnded());
    }

    private async Task<Result<TransportOffer>> AskTransportAsync(PlugAddress address)
    {
        using var enough = new CancellationTokenSource(LongestProbe);
        return await _around.Connector.Probe.AskAsync(address, enough.Token).ConfigureAwait(false);
    }

    private void TransportAnswered(TransportAsked asked)
    {
        if (!ReferenceEquals(_state.UnderWay, asked.During))
        {
            return;
        }

        if (asked.Outcome is Result<TransportOffer>.Ok { Value: var offer })
        {
            Note(new PlugFact.TransportObserved(asked.Address with { Port = offer.Port }, offer));
        }

        Observe(new PlugFact.ProbeEnded());
    }

    private void Taken(ReportTaken taken)
    {
        if (taken.Number != _reportNumber)
        {
            return;
        }

        _reportUnderWay = false;
        _state = PlugObservation.Observe(_state, new PlugFact.PressesRecorded(taken.Presses), _around.Policy, _now);
        Report();
    }

    private void Report()
    {
        if (_reportDue && !_reportUnderWay && (_reportNumber == 0 || _newsDue || !IsOnItsWay) && _state.Assignment is { } assignment)
        {
            (_reportDue, _newsDue) = (false, false);
            _reportUnderWay = true;
            _house.Tell(new PlugReported(assignment.House, _state.Report(++_reportNumber, _now)));
        }
    }

    private void LogTransition(PlugState before, PlugState after)
    {
        var name = after.Assignment?.Name.Value ?? _id.Value;
        if (before.Phase != after.Phase)
        {
            if (after.Phase == SessionPhase.Expired)
            {
                LogExpired(name, after.ExpiredBecause ?? "");
            }
            else
            {
                LogPhase(name, after.Phase);
            }
        }

        if (after.Offer is { } now && before.Offer is { } was && now.Transport != was.Transport)
        {
            LogTransportChanged(name, was.Transport, now.Transport);
        }

        if (after.Problem is { } problem && before.Problem?.Kind != problem.Kind)
        {
            LogProblem(name, problem.Code, problem.Message);
        }
    }

    [LoggerMessage(EventId = 2010, Level = LogLevel.Debug, Message = "Plug {Plug}: session {Phase}.")]
    private partial void LogPhase(string plug, SessionPhase phase);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Debug, Message = "Plug {Plug}: session Expired because {Reason}.")]
    private partial void LogExpired(string plug, string reason);

    [LoggerMessage(EventId = 2012, Level = LogLevel.Information, Message = "Plug {Plug} now speaks {New} instead of {Old}; what is wanted of it stays.")]
    private partial void LogTransportChanged(string plug, Transport old, Transport @new);

    [LoggerMessage(EventId = 2013, Level = LogLevel.Warning, Message = "Plug {Plug}: {Code}: {Message}")]
    private partial void LogProblem(string plug, string code, string message);

    private sealed record TransportAsked(PlugEffect.Probe During, PlugAddress Address, Result<TransportOffer> Outcome) : INoSerializationVerificationNeeded;

    private sealed class Wake : INoSerializationVerificationNeeded
    {
        public static Wake Instance { get; } = new();
    }
}
