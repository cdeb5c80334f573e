using System.Collections.Immutable;
using Akka.Actor;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;

namespace TapoHive.Actors.Houses;

/// <content>Runs: scenes, undo, cancel, and the actors that drive the steps.</content>
public sealed partial class HouseActor
{
    private readonly Dictionary<RunId, IActorRef> _driven = [];

    private void Play(RunScene command)
    {
        var asker = Sender;
        SceneStarting? starting = null;
        var run = default(RunId);
        Enqueue(
            state =>
            {
                run = new RunId(state.Revision + 1);
                starting = SceneStart.Decide(state, command.Scene, command.Layer, command.Origin, command.Occurrence, command.Window, Now);
                return starting is SceneStarting.Begins { Started: var started } ? [started] : [];
            },
            state =>
            {
                switch (starting)
                {
                    case SceneStarting.Begins begins:
                        Follow(state, run, asker, begins);
                        break;
                    case SceneStarting.Unknown { Message: var message }:
                        asker.Tell(new Refused(RefusalReason.NothingMatched, message));
                        break;
                    case SceneStarting.Impossible { Message: var message }:
                        asker.Tell(new Refused(RefusalReason.Invalid, message));
                        break;
                    default:
                        break;
                }
            },
            asker,
            Spans.Under(command.Trace, "house scene"));
    }

    private void Undo(UndoRun command)
    {
        var asker = Sender;
        Undoing? undoing = null;
        var run = default(RunId);
        Enqueue(
            state =>
            {
                run = new RunId(state.Revision + 1);
                undoing = UndoDecision.Decide(state, command.Run, command.Origin, command.Window, Now);
                return undoing is Undoing.Begins { Started: var started } ? [started] : [];
            },
            state =>
            {
                if (undoing is Undoing.Impossible { Message: var message })
                {
                    asker.Tell(new Refused(RefusalReason.Invalid, message));
                }
                else
                {
                    Follow(state, run, asker, null);
                }
            },
            asker,
            Spans.Under(command.Trace, "house undo"));
    }

    private void Cancel(CancelRun command)
    {
        if (_driven.TryGetValue(command.Run, out var driver))
        {
            driver.Forward(command);
        }
        else if (_runs.EvidenceOf(command.Run) is { } evidence)
        {
            End(new RunActor.EndRun(command.Run, evidence.Outlets, command.Origin, Sender));
        }
        else
        {
            Sender.Tell(new Refused(RefusalReason.Invalid, $"Run {command.Run} is not under way. 'tapohive runs' lists the runs."));
        }
    }

    private void End(RunActor.EndRun end)
    {
        RunSettled? settled = null;
        Enqueue(
            state =>
            {
                settled = StepDecision.Cancel(state, end.Run, end.Current, end.By, Now);
                return settled is null ? [] : [settled];
            },
            state =>
            {
                if (state.PastRuns?.GetValueOrDefault(end.Run) is not { } past)
                {
                    end.Canceller.Tell(new Refused(RefusalReason.Invalid, $"Run {end.Run} is not under way. 'tapohive runs' lists the runs."));
                    return;
                }

                end.Canceller.Tell(new RunProgressed(_name, past.Evidence));
                if (settled is not null && _runs.Close(end.Run) is { } asker)
                {
                    asker.Tell(new RunProgressed(_name, past.Evidence));
                }
            },
            end.Canceller);
    }

    // What the run saw may be older than what the house knows by now: it is decided anew.
    private void Move(RunActor.MoveRun move)
    {
        var driver = Sender;
        Enqueue(
            state => StepDecision.Decide(state, move.Run, move.Current, Now).Events,
            state => driver.Tell(new RunActor.StepsWritten(state)),
            ActorRefs.Nobody,
            Spans.Under(move.Trace, "house step"));
    }

    private void Follow(HouseState state, RunId id, IActorRef asker, SceneStarting.Begins? begins)
    {
        if (!state.OpenRuns.TryGetValue(id, out var run))
        {
            return;
        }

        if (run.Plan is null)
        {
            asker.Tell(new RunAccepted(_name, _runs.Open(run, asker), begins?.Longest));
            return;
        }

        asker.Tell(new RunAccepted(_name, RunProgress.Begin(run), begins?.Longest));
        Drive(id, asker);
    }

    private void Drive(RunId id, IActorRef asker)
    {
        var trace = _answering;
        _driven[id] = Context.ActorOf(ActorMaker.Props(() => new RunActor(_name, id, _around.Clock, asker, trace)), $"run-{id}");
    }

    /// <summary>After a write: runs that nobody follows yet are followed, those that ended are let go.</summary>
    private void FollowRuns()
    {
        _runs.Forget(_state);
        foreach (var run in _state.OpenRuns.Values.Where(run => !_driven.ContainsKey(run.Id) && !_runs.IsOpen(run.Id)))
        {
            if (run.Plan is null)
            {
                _runs.Open(run, ActorRefs.Nobody);
            }
            else
            {
                Drive(run.Id, ActorRefs.Nobody);
            }
        }

        foreach (var (id, driver) in _driven.Where(driven => !_state.OpenRuns.ContainsKey(driven.Key)).ToList())
        {
            _driven.Remove(id);
            if (_state.PastRuns?.GetValueOrDefault(id) is { } past)
            {
                driver.Tell(new RunActor.RunEnded(past.Evidence));
            }
        }
    }

    private void ShowRuns()
    {
        if (_driven.Count == 0)
        {
            return;
        }

        var shown = new RunActor.HouseShown(_state, Reports);
        foreach (var driver in _driven.Values)
        {
            driver.Tell(shown);
        }
    }
}
