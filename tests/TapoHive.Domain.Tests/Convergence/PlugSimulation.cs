using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>
/// Plays the plug's actor, its house and the network in virtual time: asks <see cref="PlugDecision"/> what to do, does it to a
/// <see cref="SimulatedPlug"/>, and tells <see cref="PlugObservation"/> what came of it. Whatever must hold in every scenario is
/// checked at every step.
/// </summary>
internal sealed class PlugSimulation
{
    private static readonly Duration Trip = Duration.FromMilliseconds(20);
    private static readonly Duration Patience = Duration.FromSeconds(2);
    private static readonly Duration HouseThinks = Duration.FromMilliseconds(40);
    private const int MostEffectsInASecond = 30;

    private readonly PriorityQueue<Action, (Instant, long)> _queue = new();
    private readonly Dictionary<(OutletSlot, long), (Desired Desired, long AssignedAtStep)> _wishes = [];
    private long _sequence;
    private Instant _true = Instant.FromUtc(2026, 1, 5, 8, 0);
    private long _step;
    private long _begunAtStep;
    private Duration _clockError = Duration.Zero;
    private long _revision;
    private int _housesPresses;
    private long _attempt;

    public PlugSimulation(SimulatedPlug? plug = null, PressPolicy press = PressPolicy.Follow)
    {
        Plug = plug ?? new SimulatedPlug();
        Assignment = new PlugAssignment(
            new PlugId(SimulatedPlug.OurMac.ToString()),
            new HouseName("hillside"),
            new PlugName("lamp"),
            new PlugIdentity(SimulatedPlug.OurMac),
            new AccountName("default"),
            SimulatedPlug.OurOwner,
            SimulatedPlug.FirstAddress,
            Plug.Offer,
            press,
            [.. Plug.Relays.Keys.Select(slot => new OutletAssignment(new OutletSlot(slot), null))],
            0);
    }

    public SimulatedPlug Plug { get; }

    /// <summary>Whether the house hears nothing and says nothing, as one whose journal cannot be written.</summary>
    public bool HouseIsSilent { get; set; }

    public PlugState State { get; private set; } = PlugState.Unassigned;

    public PlugAssignment Assignment { get; private set; }

    /// <summary>Without the look at what is seldom looked at, unless a test wants it.</summary>
    public PlugPolicy Policy { get; init; } = PlugPolicy.Usual with { InspectAfter = null };

    /// <summary>What the actor's clock shows.</summary>
    public Instant Now => _true + _clockError;

    public List<(Instant At, PlugEffect Effect)> Effects { get; } = [];

    /// <summary>Every press that was told to the house.</summary>
    public List<Press> Presses { get; } = [];

    public List<SessionPhase> Phases { get; } = [SessionPhase.Unpaired];

    public OutletConvergence Outlet(int slot = 0) => State.Outlets[new OutletSlot(slot)];

    public IEnumerable<Instant> Sends => Effects.Where(e => e.Effect is PlugEffect.Send).Select(e => e.At);

    public IEnumerable<Instant> Connects => Effects.Where(e => e.Effect is PlugEffect.Connect).Select(e => e.At);

    public bool Converged(int slot = 0) => Outlet(slot) is { Desired: { } desired } outlet
        && Plug.Relays[slot] == desired.At(Now) && outlet.Reported == desired.At(Now) && outlet.ProvenRevision == desired.Revision;

    /// <summary>The house wants something; returns the revision.</summary>
    public long Want(PowerState wanted, int slot = 0, Duration? length = null, PowerState? then = null) =>
        Assign(slot, new Desired(wanted, _revision + 1, length is { } time ? Now + time : null, then));

    public long WantNothing(int slot = 0) => Assign(slot, null);

    public void Reassign(Func<PlugAssignment, PlugAssignment> change)
    {
        Assignment = change(Assignment) with { Revision = ++_revision };
        foreach (var outlet in Assignment.Outlets.Where(o => o.Desired is not null))
        {
            _wishes.TryAdd((outlet.Slot, outlet.Desired!.Revision), (outlet.Desired, _step));
        }

        Observe(new PlugFact.Assigned(Assignment));
    }

    /// <summary>The house says again what it said before.</summary>
    public void Repeat() => Observe(new PlugFact.Assigned(Assignment));

    public void Retry() => Reassign(a => a with { Forced = a.Forced + 1 });

    public void See() => Observe(new PlugFact.SightingObserved(Plug.Seen(Now)));

    public void SetClockBack(Duration by) => SetClock(-by);

    /// <summary>Somebody sets the clock, and the actor notices at once.</summary>
    public void SetClock(Duration by)
    {
        _clockError += by;
        Observe(new PlugFact.ClockStepped(by));
    }

    /// <summary>The hive ends without a word and is started again after a while: what its house remembers is all there is.</summary>
    public void Restart(Duration after, OutletMemory memory, int slot = 0)
    {
        _queue.Clear();
        _attempt++;
        _housesPresses = 0;
        Plug.HasSession = false;
        _true += after;
        Plug.Advance(_true);
        State = PlugState.Unassigned;
        Phases.Add(SessionPhase.Unpaired);
        Reassign(a => a with { Outlets = [.. a.Outlets.Select(o => o.Slot.Number == slot ? o with { Memory = memory } : o)] });
    }

    /// <summary>How long an outlet may be on at a time.</summary>
    public void Limit(Duration most, int slot = 0) => Reassign(a => a with
    {
        Outlets = [.. a.Outlets.Select(o => o.Slot.Number == slot ? o with { MaxOn = most } : o)],
    });

    /// <summary>Somebody presses the button: a person leaves it alone long enough for it to be seen.</summary>
    public void Press(int slot = 0)
    {
        Plug.Press(slot);
        Observe(new PlugFact.ReadingRequested());
    }

    public void After(Duration delay, Action action) => _queue.Enqueue(action, (_true + delay, ++_sequence));

    public PlugSimulation Run(Duration time)
    {
        var end = _true + time;
        while (true)
        {
            var wake = Decide();
            var next = _queue.TryPeek(out _, out var first) && (wake is null || first.Item1 <= wake) ? first.Item1 : wake;
            if (next is not { } at || at > end)
            {
                _true = end;
                Plug.Advance(_true);
                return this;
            }

            _true = Instant.Max(_true, at);
            Plug.Advance(_true);
            if (_queue.TryPeek(out _, out first) && first.Item1 <= _true)
            {
                _queue.Dequeue()();
            }
        }
    }

    public PlugSimulation RunSeconds(double seconds) => Run(Duration.FromSeconds(seconds));

    public void Observe(PlugFact fact)
    {
        var before = State;
        _step++;
        State = PlugObservation.Observe(State, fact, Policy, Now);
        if (State.Phase != Phases[^1])
        {
            Phases.Add(State.Phase);
        }

        CheckProofs(before, fact);
        AskHouse();
    }

    private long Assign(int slot, Desired? desired)
    {
        Reassign(a => a with
        {
            Outlets = [.. a.Outlets.Select(o => o.Slot.Number == slot ? o with { Desired = desired, AskedAt = Now, Memory = null } : o)],
        });
        return _revision;
    }

    /// <summary>Does what is due; returns when to ask again, if no effect is under way.</summary>
    private Instant? Decide()
    {
        var effect = PlugDecision.Next(State, Now);
        if (State.UnderWay is not null)
        {
            Assert.IsType<PlugEffect.Nothing>(effect);
            return null;
        }

        switch (effect)
        {
            case PlugEffect.Nothing:
                return null;
            case PlugEffect.WaitUntil wait:
                Assert.True(wait.When > Now, $"A wait that is over already is a busy loop: {wait.When} at {Now}.");
                return wait.When - _clockError;
            default:
                Begin(effect);
                return null;
        }
    }

    private void Begin(PlugEffect effect)
    {
        Assert.False(State.Quarantine == Quarantine.Quarantined && effect is not PlugEffect.Probe, "A word to a plug in quarantine.");
        Effects.Add((_true, effect));
        Assert.True(
            Effects.Count <= MostEffectsInASecond || _true - Effects[^(MostEffectsInASecond + 1)].At >= Duration.FromSeconds(1),
            $"More than {MostEffectsInASecond} effects in a second: {string.Join(", ", Effects.TakeLast(8).Select(e => e.Effect.GetType().Name))}.");
        Observe(new PlugFact.Began(effect));
        _begunAtStep = _step;
        _attempt++;
        switch (effect)
        {
            case PlugEffect.Connect connect:
                Connect(connect);
                break;
            case PlugEffect.Send send:
                Assert.Equal(SessionPhase.LoggedIn, State.Phase);
                foreach (var command in send.Commands)
                {
                    Assert.Equal(State.Outlets[command.Slot].Wanted(Now), command.Wanted);
                }

                Send(send);
                break;
            case PlugEffect.Read:
                Assert.Equal(SessionPhase.LoggedIn, State.Phase);
                Exchange(static () => { }, reading => new PlugFact.ReadingObserved(reading));
                break;
            case PlugEffect.SetTimers timers:
                Assert.Equal(SessionPhase.LoggedIn, State.Phase);
                SetTimers(timers);
                break;
            case PlugEffect.Inspect inspect:
                Assert.Equal(SessionPhase.LoggedIn, State.Phase);
                Exchange(static () => { }, _ => inspect.Part switch
                {
                    InspectionPart.Settings settings => new PlugFact.SettingsObserved(Plug.See(settings)),
                    InspectionPart.Rules rules => new PlugFact.RulesObserved(rules.Slot, Now, Plug.RulesOf(rules.Slot.Number)),
                    var other => throw new InvalidOperationException($"Not a part: {other}."),
                });
                break;
            case PlugEffect.Probe:
                Probe();
                break;
            case PlugEffect.Disconnect disconnect:
                Plug.HasSession = false;
                Tell(Trip, new PlugFact.Disconnected(disconnect.Reason));
                break;
            default:
                throw new InvalidOperationException($"Not an effect: {effect}.");
        }
    }

    private void Connect(PlugEffect.Connect connect)
    {
        Assert.False(
            State.ForeignAddress == connect.Address && Now < State.ForeignUntil && State.ForeignUntil - Now <= Duration.FromMinutes(15),
            "A connection to where another device has just answered.");
        Assert.False(
            State.Ownership == Ownership.Others && State.Quarantine != Quarantine.Overruled && connect.Offer.Transport is Transport.Aes or Transport.Tpap,
            "A login that spends an attempt on another owner's plug.");
        if (Plug.Usurped == connect.Address && Plug.UsurperSpeaks is { } other && other != connect.Offer.Transport)
        {
            Fail(Trip, FailureKind.TransportChanged);
        }
        else if (Plug.Usurped == connect.Address)
        {
            Tell(Trip, new PlugFact.KeysAgreed());
            if (Plug.UsurperRefuses)
            {
                Fail(Trip * 2, FailureKind.CredentialsRejected);
                return;
            }

            Tell(Trip * 2, new PlugFact.Connected(SimulatedPlug.ForeignReading(), Now + Plug.SessionLifetime, null));
        }
        else if (Plug.Dark || connect.Address != Plug.Address)
        {
            Fail(Patience, FailureKind.Dark);
        }
        else if (Plug.Forbids)
        {
            Fail(Trip, FailureKind.CompatibilityOff);
        }
        else if (Plug.AsksForPatience is { } pause)
        {
            Fail(Trip, FailureKind.Busy, Delivery.NotDelivered, pause);
        }
        else if (connect.Offer.Transport != Plug.Transport)
        {
            Fail(Trip, FailureKind.TransportChanged);
        }
        else
        {
            Tell(Trip, new PlugFact.KeysAgreed());
            Plug.Logins++;
            if (Plug.RefusesAccount)
            {
                Plug.RefusedLogins++;
                Fail(Trip * 2, FailureKind.CredentialsRejected);
                return;
            }

            After(Trip * 2, () =>
            {
                Plug.HasSession = true;
                Tell(Trip, new PlugFact.Connected(Plug.Read(), Now + Plug.SessionLifetime, null));
            });
        }
    }

    private void Send(PlugEffect.Send send)
    {
        if (!Plug.SwitchFaults.TryDequeue(out var fault))
        {
            Exchange(() => Plug.Apply(send.Commands), reading => new PlugFact.Switched([], reading));
            return;
        }

        switch (fault)
        {
            case SwitchFault.AcknowledgedNotApplied:
                Exchange(static () => { }, reading => new PlugFact.Switched([], reading));
                break;
            case SwitchFault.DroppedBeforeApplying:
                Fail(Trip, FailureKind.Transient);
                break;
            case SwitchFault.DroppedAfterApplying:
                Plug.Apply(send.Commands);
                Fail(Trip, FailureKind.Transient, Delivery.Unknown);
                break;
            case SwitchFault.AppliedLate:
                After(Duration.FromSeconds(9), () => Plug.Apply(send.Commands));
                Fail(Patience, FailureKind.Dark, Delivery.Unknown);
                break;
            case SwitchFault.ShownLate:
                Exchange(() => After(Duration.FromMilliseconds(100), () => Plug.Apply(send.Commands)), reading => new PlugFact.Switched([], reading));
                break;
            case SwitchFault.Busy:
                Fail(Trip, FailureKind.Busy, Delivery.NotDelivered, Duration.FromSeconds(2));
                break;
            default:
                throw new InvalidOperationException($"Not a fault: {fault}.");
        }
    }

    private void SetTimers(PlugEffect.SetTimers timers)
    {
        ImmutableArray<TimerSeen> seen = [];
        Exchange(() => seen = [.. timers.Commands.Select(Plug.See)], reading => new PlugFact.TimersObserved([.. seen.Select(s => s with { At = s.At + _clockError })], reading));
    }

    /// <summary>One request inside the session: the plug acts half-way, and its answer says what was the case then.</summary>
    private void Exchange(Action act, Func<PlugReading, PlugFact> answer)
    {
        var attempt = _attempt;
        After(Trip / 2, () =>
        {
            if (Plug.Dark)
            {
                Fail(Patience, FailureKind.Dark, Delivery.Unknown, attempt: attempt);
            }
            else if (!Plug.HasSession)
            {
                Fail(Trip, FailureKind.SessionLost, attempt: attempt);
            }
            else
            {
                act();
                Tell(Trip / 2, answer(Plug.Read()), attempt);
            }
        });
    }

    private void Probe()
    {
        var attempt = _attempt;
        After(Trip, () =>
        {
            if (!Plug.SilentInDiscovery)
            {
                See();
            }
            else if (Plug is { UsurperIsSeen: true, Usurped: { } taken })
            {
                Observe(new PlugFact.SightingObserved(new SimulatedPlug { Address = taken }.Seen(Now) with { Mac = SimulatedPlug.ForeignMac }));
            }
        });
        Tell(Duration.FromMilliseconds(300), new PlugFact.ProbeEnded(), attempt);
    }

    private void Fail(Duration after, FailureKind kind, Delivery delivery = Delivery.NotDelivered, Duration? retryAfter = null, long? attempt = null) =>
        Tell(after, new PlugFact.Failed(new Failure(kind, $"It failed: {kind}.", delivery, retryAfter)), attempt);

    /// <summary>As the actor does: what belongs to an attempt that is no longer under way is dropped.</summary>
    private void Tell(Duration after, PlugFact fact, long? attempt = null)
    {
        var mine = attempt ?? _attempt;
        After(after, () =>
        {
            if (mine == _attempt)
            {
                Observe(fact);
            }
        });
    }

    private void CheckProofs(PlugState before, PlugFact fact)
    {
        foreach (var outlet in State.Outlets.Values)
        {
            var proven = before.Outlets.GetValueOrDefault(outlet.Slot)?.ProvenRevision ?? 0;
            Assert.True(outlet.ProvenRevision >= proven, "A proof was taken back.");
            if (outlet.ProvenRevision == proven)
            {
                continue;
            }

            var reading = fact switch
            {
                PlugFact.Connected e => e.Reading,
                PlugFact.Switched e => e.Reading,
                PlugFact.ReadingObserved e => e.Reading,
                PlugFact.TimersObserved e => e.Reading,
                _ => throw new InvalidOperationException($"A {fact.GetType().Name} proves nothing."),
            };
            Assert.True(_wishes.TryGetValue((outlet.Slot, outlet.ProvenRevision), out var wish), "Proven before the exchange that read it was begun.");
            Assert.True(wish.AssignedAtStep < _begunAtStep, "Proven by a reading that was asked for before the wish.");
            Assert.Equal(wish.Desired.Wanted, reading.Outlets.Single(o => o.Slot == outlet.Slot).State);
            Assert.False(wish.Desired.Until <= Now, "An intent that had ended was proven.");
        }
    }

    /// <summary>The house records presses, and follows them where that is its policy.</summary>
    private void AskHouse()
    {
        if (HouseIsSilent || State.Presses.Length <= _housesPresses)
        {
            return;
        }

        var told = State.Presses;
        Presses.AddRange(told.Skip(_housesPresses));
        _housesPresses = told.Length;
        After(HouseThinks, () =>
        {
            foreach (var press in told.GroupBy(p => p.Slot).Select(g => g.Last()).Where(_ => Assignment.Press == PressPolicy.Follow))
            {
                if (Assignment.Outlets.Single(o => o.Slot == press.Slot).Desired?.At(Now) != press.State)
                {
                    Want(press.State, press.Slot.Number);
                }
            }

            _housesPresses -= told.Length;
            Observe(new PlugFact.PressesRecorded(told.Length));
        });
    }
}
