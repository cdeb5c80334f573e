using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>
/// Plays the plug's actor, its house and the network in virtual time: asks <see cref="PlugDecision"/> what to do, does it to a
/// <see cref="SimulatedPlug"/>, and tells <see cref="PlugObservation"/> what came of it. Whatever must hold in every scenario is
/// checked at every step.
/// </summary>
internal sealed partial class PlugSimulation
{
    private static readonly Duration HouseThinks = Duration.FromMilliseconds(40);

    private readonly PriorityQueue<Action, (Instant, long)> _queue = new();
    private readonly ProofWatch _proofs = new();
    private long _sequence;
    private Instant _true = Instant.FromUtc(2026, 1, 5, 8, 0);
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
            _proofs.Wish(outlet.Slot, outlet.Desired!);
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
        State = PlugObservation.Observe(State, fact, Policy, Now);
        if (State.Phase != Phases[^1])
        {
            Phases.Add(State.Phase);
        }

        _proofs.Check(before, fact, State, Now);
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
