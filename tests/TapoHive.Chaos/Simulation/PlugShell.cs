using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Chaos.Simulation;

/// <summary>
/// Plays a plug's actor and its link in virtual time: <see cref="PlugDecision"/> and <see cref="PlugObservation"/> decide, devices of the simulated
/// network answer.
/// </summary>
internal sealed partial class PlugShell(SimulatedHive hive, PlugId id)
{
    private static readonly Duration HalfTrip = Duration.FromMilliseconds(4);

    private PlugState _state = PlugState.Unassigned;
    private long _attempt;
    private long _reportNumber;
    private bool _reportUnderWay;
    private bool _reportDue;
    private long _wakeUp;
    private bool _ended;

    public PlugState State => _state;

    private VirtualTime Time => hive.World.Time;

    private Instant Now => Time.Now;

    /// <summary>It is nobody's any more.</summary>
    public void End() => _ended = true;

    public void Receive(object message)
    {
        switch (message)
        {
            case Own own:
                _reportUnderWay = false;
                Observe(new PlugFact.Assigned(own.Assignment));
                break;
            case PlugSighted sighted:
                Observe(new PlugFact.SightingObserved(sighted.Sighting));
                break;
            case CredentialProven:
                Observe(new PlugFact.CredentialProven());
                break;
            case ReadNow:
                Observe(new PlugFact.ReadingRequested());
                break;
            case ReportTaken taken when taken.Number == _reportNumber:
                _reportUnderWay = false;
                _state = PlugObservation.Observe(_state, new PlugFact.PressesRecorded(taken.Presses), hive.Policy, Now);
                Report();
                break;
            case ReportTaken:
                break;
            case CredentialAnswered answered:
                var permitted = _permitted;
                _permitted = null;
                permitted?.Invoke(answered.Permission);
                break;
            default:
                throw new InvalidOperationException($"A simulated plug does not know {message.GetType().Name}.");
        }
    }

    private void Observe(PlugFact fact)
    {
        var before = _state;
        _state = PlugObservation.Observe(_state, fact, hive.Policy, Now);
        hive.World.Bounds.Look(_state);
        if ((before.Phase is SessionPhase.LoggedIn or SessionPhase.Handshaken && _state.Phase == SessionPhase.Expired)
            || (before.UnderWay is PlugEffect.Connect && _state.UnderWay is null && _state.Phase != SessionPhase.LoggedIn))
        {
            _attempt++;
        }

        _reportDue |= fact is not PlugFact.KeysAgreed;
        Advance();
        Report();
    }

    private void Advance()
    {
        while (_state.Assignment is not null)
        {
            switch (PlugDecision.Next(_state, Now))
            {
                case PlugEffect.WaitUntil wait:
                    var mine = ++_wakeUp;
                    After(Duration.Max(wait.When - Now, Duration.FromMilliseconds(1)), () =>
                    {
                        if (mine == _wakeUp)
                        {
                            Advance();
                        }
                    });
                    return;
                case PlugEffect.Nothing:
                    return;
                case PlugEffect.Disconnect end:
                    _attempt++;
                    _state = PlugObservation.Observe(_state, new PlugFact.Disconnected(end.Reason), hive.Policy, Now);
                    _reportDue = true;
                    break;
                case PlugEffect.Probe probe:
                    Begin(probe);
                    Probe();
                    return;
                case PlugEffect.Connect connect:
                    Begin(connect);
                    Connect(connect);
                    return;
                case PlugEffect.Send send:
                    Begin(send);
                    Send(send);
                    return;
                case PlugEffect.SetTimers timers:
                    Begin(timers);
                    Exchange(static (_, answer) => answer(), device => new PlugFact.TimersObserved([.. timers.Commands.Select(device.See)], device.Read()));
                    return;
                case PlugEffect.Read read:
                    Begin(read);
                    Exchange(static (_, answer) => answer(), static device => new PlugFact.ReadingObserved(device.Read()));
                    return;
                case PlugEffect.Inspect inspect:
                    // Nobody has stored anything on these plugs, and they know neither updates nor a clock.
                    Begin(inspect);
                    Exchange(static (_, answer) => answer(), _ => inspect.Part is InspectionPart.Rules rules
                        ? new PlugFact.RulesObserved(rules.Slot, Now, new StoredRules([], null, AwayMode: false, null))
                        : new PlugFact.SettingsObserved(new PlugSettings(null, null)));
                    return;
                case var other:
                    throw new InvalidOperationException($"A simulated plug does not know how to {other.GetType().Name}.");
            }
        }
    }

    private void Begin(PlugEffect effect) => _state = PlugObservation.Observe(_state, new PlugFact.Began(effect), hive.Policy, Now);

    private void Report()
    {
        if (_reportDue && !_reportUnderWay && _state.Assignment is not null)
        {
            (_reportDue, _reportUnderWay) = (false, true);
            hive.Tell(new PlugReported(_state.Assignment.House, _state.Report(++_reportNumber, Now)));
        }
    }

    private void Probe()
    {
        var attempt = _attempt;
        After(Duration.FromMilliseconds(20), () =>
        {
            var device = hive.World.Network.Discoverable.FirstOrDefault(found => _state.Identity.Mac == found.Mac);
            After(device is null ? Duration.FromSeconds(1) : HalfTrip, () => Probed(attempt, device));
        });
    }

    private void Probed(long attempt, Device? device)
    {
        if (_state.UnderWay is not PlugEffect.Probe)
        {
            return;
        }

        if (device is not null)
        {
            _state = PlugObservation.Observe(_state, new PlugFact.SightingObserved(device.Seen()), hive.Policy, Now);
        }
        else if (attempt == _attempt && _state.Address is { } address && (_state.Offer is null || _state.LastFailure?.Kind is FailureKind.TransportChanged)
            && hive.World.Network.At(address) is { HasMains: true } there && !there.Has(Trouble.Silent) && !there.Has(Trouble.Mute) && !there.Has(Trouble.Refused))
        {
            // Nobody answered discovery: whoever is at the address says how to speak to it.
            _state = PlugObservation.Observe(_state, new PlugFact.TransportObserved(address, there.Offer), hive.Policy, Now);
        }

        Observe(new PlugFact.ProbeEnded());
    }

    private void Fail(Duration after, long attempt, FailureKind kind, Delivery delivery = Delivery.NotDelivered, Duration? retryAfter = null) =>
        Tell(after, attempt, () => new PlugFact.Failed(new Failure(kind, $"It failed: {kind}.", delivery, retryAfter)));

    /// <summary>As the actor does: what belongs to an attempt that is no longer under way is dropped.</summary>
    private void Tell(Duration after, long attempt, Func<PlugFact> fact) => After(after, () =>
    {
        if (attempt == _attempt)
        {
            Observe(fact());
        }
    });

    private void After(Duration wait, Action act) => hive.After(wait, () =>
    {
        if (!_ended)
        {
            act();
        }
    });
}
