using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Chaos.Histories;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Chaos.Simulation;

/// <summary>
/// Plays a plug's actor and its link in virtual time: <see cref="PlugDecision"/> and <see cref="PlugObservation"/> decide, devices of the simulated
/// network answer.
/// </summary>
internal sealed class PlugShell(SimulatedHive hive, PlugId id)
{
    private static readonly Duration HalfTrip = Duration.FromMilliseconds(4);
    private static readonly Duration Patience = Duration.FromSeconds(2);
    private static readonly CredentialFingerprint Fingerprint = new("fp");

    private PlugState _state = PlugState.Unassigned;
    private object _session = new();
    private PlugEffect.Connect? _connected;
    private Action<CredentialPermission>? _permitted;
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

    private void Connect(PlugEffect.Connect connect)
    {
        var attempt = ++_attempt;
        (_connected, _permitted) = (connect, null);
        Time.After(HalfTrip, () =>
        {
            if (Reach(connect.Address, attempt) is not { } device)
            {
                return;
            }

            if (device.Struck(Trouble.Busy))
            {
                Fail(HalfTrip, attempt, FailureKind.Busy, Delivery.NotDelivered, Duration.FromSeconds(2));
            }
            else if (device.Has(Trouble.Forbidden))
            {
                Fail(HalfTrip, attempt, FailureKind.CompatibilityOff);
            }
            else if (device.Transport != connect.Offer.Transport)
            {
                Fail(HalfTrip, attempt, FailureKind.TransportChanged);
            }
            else if (connect.Offer.Transport is Transport.Aes or Transport.Tpap)
            {
                Tell(HalfTrip, attempt, static () => new PlugFact.KeysAgreed());
                AskToLogIn(connect, attempt, device);
            }
            else if (device.Has(Trouble.RefusesAccount))
            {
                Fail(HalfTrip, attempt, FailureKind.CredentialsRejected);
            }
            else
            {
                Tell(HalfTrip, attempt, static () => new PlugFact.KeysAgreed());
                LogIn(connect, attempt, device);
            }
        });
    }

    private void AskToLogIn(PlugEffect.Connect connect, long attempt, Device device)
    {
        _permitted = permission =>
        {
            if (attempt != _attempt)
            {
                return;
            }

            if (permission is not (CredentialPermission.Granted or CredentialPermission.GrantedOnceRecorded))
            {
                Fail(Duration.Zero, attempt, FailureKind.CredentialsRejected);
            }
            else
            {
                Time.After(HalfTrip, () => LogIn(connect, attempt, device));
            }
        };
        var locks = connect.Offer.Transport == Transport.Tpap ? LockOut.Locks : LockOut.RefusesOnly;
        After(HalfTrip, () => hive.Tell(new CredentialAsked(_state.Assignment!.House, id, Fingerprint, locks)));
    }

    private void LogIn(PlugEffect.Connect connect, long attempt, Device device)
    {
        var counts = connect.Offer.Transport is Transport.Aes or Transport.Tpap;
        if (!device.HasMains || device.Address != connect.Address || device.Has(Trouble.Silent) || device.Has(Trouble.Mute))
        {
            Fail(Patience, attempt, FailureKind.Dark, Delivery.Unknown);
            return;
        }

        if (device.Has(Trouble.RefusesAccount))
        {
            Judge(counts, CredentialStanding.Rejected);
            Fail(HalfTrip, attempt, FailureKind.CredentialsRejected);
            return;
        }

        Judge(counts, CredentialStanding.Accepted);
        var session = new object();
        device.Session = session;
        After(HalfTrip, () =>
        {
            if (attempt == _attempt)
            {
                _session = session;
            }
        });
        Time.After(HalfTrip * 2, () =>
        {
            if (Struck(device, session, connect.Address, attempt))
            {
                return;
            }

            var reading = device.Read();
            Tell(HalfTrip, attempt, () => new PlugFact.Connected(reading, Now + Duration.FromHours(23), null));
        });
    }

    private void Judge(bool counts, CredentialStanding standing)
    {
        if (counts)
        {
            After(HalfTrip, () => hive.Tell(new CredentialTested(_state.Assignment!.House, id, Fingerprint, standing)));
        }
    }

    private void Send(PlugEffect.Send send)
    {
        var sentAt = Now;
        Exchange(
            (device, answer) =>
            {
                var stray = device.Struck(Trouble.Late) ? Duration.FromSeconds(5) : device.Struck(Trouble.Delay) ? Duration.FromSeconds(8) : Duration.Zero;
                var isDelayed = stray == Duration.FromSeconds(8);
                hive.World.Wrote(device, send, id, stray > Duration.Zero);
                if (device.Struck(Trouble.Ignored))
                {
                    answer();
                    return;
                }

                if (stray > Duration.Zero)
                {
                    device.Later(stray, () => Apply(device, send, sentAt));
                }
                else
                {
                    Apply(device, send, sentAt);
                }

                if (!isDelayed)
                {
                    answer();
                }
            },
            static device => new PlugFact.Switched([], device.Read()));
    }

    private static void Apply(Device device, PlugEffect.Send send, Instant sentAt)
    {
        foreach (var command in send.Commands)
        {
            device.Apply(command, sentAt);
        }
    }

    /// <summary>One request inside the session: the plug acts half-way, and its answer says what was the case then.</summary>
    private void Exchange(Action<Device, Action> act, Func<Device, PlugFact> say)
    {
        var (attempt, session, address) = (_attempt, _session, _connected!.Address);
        Time.After(HalfTrip, () =>
        {
            if (Reach(address, attempt) is not { } device || Struck(device, session, address, attempt))
            {
                return;
            }

            var answered = false;
            act(device, () => answered = true);
            if (!answered || device.Struck(Trouble.DropAfter))
            {
                Fail(answered ? HalfTrip : Patience, attempt, answered ? FailureKind.Transient : FailureKind.Dark, Delivery.Unknown);
                return;
            }

            var said = say(device);
            Tell(HalfTrip, attempt, () => said);
        });
    }

    private Device? Reach(PlugAddress address, long attempt)
    {
        var device = hive.World.Network.At(address);
        if (device is null || !device.HasMains || device.Has(Trouble.Silent) || device.Has(Trouble.Mute))
        {
            Fail(Patience, attempt, FailureKind.Dark, Delivery.Unknown);
            return null;
        }

        if (device.Has(Trouble.Refused))
        {
            Fail(HalfTrip, attempt, FailureKind.Dark);
            return null;
        }

        return device;
    }

    private bool Struck(Device device, object session, PlugAddress address, long attempt)
    {
        if (device.Struck(Trouble.Expired))
        {
            device.Session = null;
        }

        if (device.Struck(Trouble.DropBefore))
        {
            Fail(HalfTrip, attempt, FailureKind.Transient, Delivery.Unknown);
        }
        else if (device.Session != session || device.Address != address)
        {
            Fail(HalfTrip, attempt, FailureKind.SessionLost);
        }
        else if (device.Struck(Trouble.Garbage))
        {
            Fail(HalfTrip, attempt, FailureKind.Malformed, Delivery.Unknown);
        }
        else if (device.Struck(Trouble.Busy))
        {
            Fail(HalfTrip, attempt, FailureKind.Busy, Delivery.NotDelivered, Duration.FromSeconds(2));
        }
        else
        {
            return false;
        }

        return true;
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
