using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Selectors;

namespace TapoHive.Chaos.Simulation;

/// <summary>
/// Plays a house's actor in virtual time: the same work for the next write, the same order of deciding, persisting and answering, with the house's
/// own parts (<see cref="HouseBatch"/>, <see cref="RunBook"/>, <see cref="ToggleBook"/>, <see cref="CredentialDesk"/>).
/// </summary>
internal sealed partial class HouseShell
{
    private static readonly Duration Gathering = Duration.FromMilliseconds(25);
    private static readonly Duration WriteTime = Duration.FromMilliseconds(2);
    private static readonly Duration OwnEvery = Duration.FromSeconds(60);

    private readonly SimulatedHive _hive;
    private readonly Queue<object> _stashed = new();
    private readonly List<HouseWork> _work = [];
    private readonly RunBook _runs = new();
    private readonly ToggleBook _toggles = new();
    private readonly CredentialDesk _credentials = new();
    private readonly HashSet<PlugId> _reported = [];
    private readonly Dictionary<string, long> _timers = [];
    private ImmutableDictionary<PlugId, PlugReport> _reports = ImmutableDictionary<PlugId, PlugReport>.Empty;
    private bool _writing;
    private bool _flushAsked;
    private bool _showAsked;
    private long _timer;

    public HouseShell(SimulatedHive hive, HouseState state)
    {
        (_hive, State) = (hive, state);
        TellPlugs(HouseState.Empty);
        FollowRuns();
        OwnAgain();
        ArmTimers();
        DecideDue();
    }

    public HouseState State { get; private set; }

    public ImmutableDictionary<PlugId, PlugReport> Reports => _reports;

    private Instant Now => _hive.World.Time.Now;

    public void Receive(object message)
    {
        if (_writing)
        {
            _stashed.Enqueue(message);
            return;
        }

        switch (message)
        {
            case Asked { Verb: "toggle" } asked:
                BeginToggle(asked);
                break;
            case Asked asked:
                Ask(asked);
                break;
            case PlugReported reported:
                Reported(reported.Report);
                break;
            case Played played:
                Play(played);
                break;
            case UndoRun undo:
                Undo(undo);
                break;
            case CancelRun cancel:
                Cancel(cancel);
                break;
            case ApplyHouse apply:
                Redefine(state => ApplyDecision.Decide(state, new HouseApplied(Now, apply.Definition, apply.Source, apply.SourceHash), apply.When, apply.OnlyAt));
                break;
            case RollBackHouse back:
                Redefine(state => ApplyDecision.RollBack(state, back.House, back.By, Now));
                break;
            case AdoptPlugs adopt:
                Adopt(adopt);
                break;
            case ForgetPlugs forget:
                ForgetSome(forget);
                break;
            case Sighted seen:
                Seen(seen);
                break;
            case CredentialAsked asked:
                Permit(asked);
                break;
            case CredentialTested tested:
                Enqueue(state => _credentials.Judge(state, tested, Now), _ =>
                {
                    foreach (var plug in _credentials.Released(tested))
                    {
                        _hive.TellPlug(new CredentialProven(plug));
                    }

                    foreach (var waiting in _credentials.Ended())
                    {
                        Permit(waiting);
                    }
                });
                break;
            case Timed { Due: var act }:
                act();
                break;
            default:
                throw new InvalidOperationException($"A simulated house does not know {message.GetType().Name}.");
        }
    }

    private void Ask(Asked asked)
    {
        switch (asked.Verb)
        {
            case "release":
                Enqueue(state => CommandDecision.Release(state, asked.Outlets, asked.Origin, Now) is { } released ? [released] : [], _ => asked.Told(null));
                break;
            case "retry":
                Enqueue(state => [CommandDecision.Retry(state, asked.Outlets, asked.Origin, Now)], _ => asked.Told(null));
                break;
            default:
                var wanted = asked.Verb == "on" ? PowerState.On : PowerState.Off;
                Start(asked, [.. asked.Outlets.Select(outlet => (outlet, wanted))], []);
                break;
        }
    }

    private void BeginToggle(Asked asked)
    {
        if (!asked.Outlets.All(State.OutletsByName.ContainsKey))
        {
            return;
        }

        var verb = new SwitchOutlets(State.Definition!.Name, SwitchVerb.Toggle, [], asked.Origin, asked.For, Domain.Intents.Holding.UntilNextOccurrence, Asked.Window);
        _toggles.Add(verb, ActorRefs.Nobody, asked.Outlets, Now);
        _hive.World.Toggling[asked.Origin.Value] = asked;
        foreach (var plug in asked.Outlets.Select(outlet => State.OutletsByName[outlet].Plug).Distinct())
        {
            _hive.TellPlug(new ReadNow(plug));
        }

        Timer($"toggles", ToggleBook.Patience, ResolveToggles);
    }

    private void ResolveToggles()
    {
        foreach (var ready in _toggles.TakeReady(State, _reports, Now).Where(static ready => !ready.Wanted.IsEmpty))
        {
            Start(_hive.World.Toggling[ready.Command.Origin.Value], ready.Wanted, ready.Unread);
        }
    }

    private void Start(Asked asked, ImmutableArray<(OutletName Outlet, PowerState Wanted)> wanted, ImmutableArray<OutletEvidence> unread)
    {
        var run = default(RunId);
        Enqueue(
            state =>
            {
                // Who names an outlet that is no longer there is refused.
                if (asked.Verb != "toggle" && !asked.Outlets.All(state.OutletsByName.ContainsKey))
                {
                    return [];
                }

                run = new RunId(state.Revision + 1);
                return [CommandDecision.Start(state, asked.Verb, wanted, asked.Origin, asked.For, Domain.Intents.Holding.UntilNextOccurrence, Asked.Window, Now, unread)];
            },
            state =>
            {
                if (state.OpenRuns.TryGetValue(run, out var record))
                {
                    _runs.Open(record, ActorRefs.Nobody);
                    asked.Told(run.Number);
                }
            });
    }

    private void Permit(CredentialAsked asked) => Enqueue(state => _credentials.Decide(state, asked, Now), _ => _credentials.Answer(asked, _hive.PlugsRef));

    private void Seen(Sighted seen)
    {
        if (SightingDecision.PlugOf(State, seen.Sighting) is not { } plug)
        {
            SeenUnknown(seen.Sighting);
            return;
        }

        _hive.TellPlug(new PlugSighted(plug.Id, seen.Sighting));

        if (!SightingDecision.Decide(State, seen.Sighting, Now).IsEmpty)
        {
            Enqueue(state => SightingDecision.Decide(state, seen.Sighting, Now), static _ => { });
        }
    }

    private void Reported(PlugReport report)
    {
        if (!State.Plugs.ContainsKey(report.Id))
        {
            _hive.TellPlug(new Forget(report.Id));
            return;
        }

        _reports = _reports.SetItem(report.Id, report);
        _runs.Reported(report.Id);
        _reported.Add(report.Id);
        if (!_timers.ContainsKey("flush") && !_flushAsked)
        {
            Timer("flush", Gathering, Write);
        }

        AskShow();
        ResolveToggles();
    }

    private void Enqueue(Func<HouseState, ImmutableArray<HouseEvent>> decide, Action<HouseState> done)
    {
        _work.Add(new HouseWork(decide, done, ActorRefs.Nobody));
        if (!_flushAsked)
        {
            _flushAsked = true;
            Post(Write);
        }
    }

    private void Write()
    {
        _flushAsked = false;
        _timers.Remove("flush");
        var batch = HouseBatch.Decide(State, _reported.Order().Select(id => _reports.GetValueOrDefault(id)).OfType<PlugReport>(), _work, Now);
        ImmutableArray<PlugId> taken = [.. _reported];
        _reported.Clear();
        _work.Clear();
        if (batch.Events.IsEmpty)
        {
            Written(batch, taken);
            return;
        }

        _writing = true;
        _hive.World.Journal.Begin(batch.Events);
        _hive.After(WriteTime, () =>
        {
            _hive.World.Journal.Finish();
            _writing = false;
            Written(batch, taken);
            while (!_writing && _stashed.TryDequeue(out var message))
            {
                Receive(message);
            }
        });
    }

    private void Written(HouseBatch batch, ImmutableArray<PlugId> taken)
    {
        var before = State;
        State = batch.After;
        foreach (var (work, state) in batch.Work)
        {
            work.Done(state);
        }

        FollowRuns();
        foreach (var report in taken.Select(id => _reports.GetValueOrDefault(id)).OfType<PlugReport>())
        {
            _hive.TellPlug(new ReportTaken(report.Id, report.Number, report.Presses.Length));
        }

        if (!batch.Events.IsEmpty)
        {
            TellPlugs(before);
            _adoption.Reconsider();
            ArmTimers();
            AskShow();
        }
    }

    private void TellPlugs(HouseState before)
    {
        foreach (var plug in State.Plugs.Values)
        {
            if (!before.Plugs.TryGetValue(plug.Id, out var was) || was.AssignmentRevision != plug.AssignmentRevision)
            {
                _hive.TellPlug(new Own(CommandDecision.Assign(State, plug)));
            }
        }

        foreach (var gone in before.Plugs.Keys.Where(id => !State.Plugs.ContainsKey(id)))
        {
            _hive.TellPlug(new Forget(gone));
            _reports = _reports.Remove(gone);
        }
    }

    private void OwnAgain() => _hive.After(OwnEvery, () =>
    {
        Post(() =>
        {
            foreach (var plug in State.Plugs.Values)
            {
                _hive.TellPlug(new Own(CommandDecision.Assign(State, plug)));
            }
        });
        OwnAgain();
    });

    private void ArmTimers()
    {
        Arm("ends", CommandDecision.NextEnd(State), End);
        Arm("windows", _runs.NextWindowEnd(State), Show);
    }

    private void End()
    {
        if (CommandDecision.End(State, Now) is null)
        {
            ArmTimers();
            return;
        }

        Enqueue(state => CommandDecision.End(state, Now) is { } ended ? [ended] : [], static _ => { });
    }

    private void AskShow()
    {
        if (!_showAsked)
        {
            _showAsked = true;
            Post(Show);
        }
    }

    private void Show()
    {
        _showAsked = false;
        if (State.Definition is null)
        {
            return;
        }

        foreach (var (evidence, _) in _runs.Advance(State.Definition!.Name, State, _reports, Now))
        {
            Enqueue(state => state.OpenRuns.ContainsKey(evidence.Id) ? [new RunSettled(Now, evidence)] : [], static _ => { });
        }

        Arm("windows", _runs.NextWindowEnd(State), Show);
        AdvanceRuns();
    }

    private void Arm(string name, Instant? due, Action act)
    {
        if (due is { } at)
        {
            Timer(name, Duration.Max(at - Now, Duration.FromMilliseconds(1)), act);
        }
        else
        {
            _timers.Remove(name);
        }
    }

    private void Timer(string name, Duration wait, Action act)
    {
        var mine = ++_timer;
        _timers[name] = mine;
        _hive.After(wait, () =>
        {
            if (_timers.GetValueOrDefault(name) == mine)
            {
                _timers.Remove(name);
                Receive(new Timed(act));
            }
        });
    }

    /// <summary>Behind all that has arrived by now.</summary>
    private void Post(Action act) => _hive.After(Duration.Zero, () => Receive(new Timed(act)));

    private sealed record Timed(Action Due);
}
