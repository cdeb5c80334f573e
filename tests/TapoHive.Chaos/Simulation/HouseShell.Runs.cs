using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;

namespace TapoHive.Chaos.Simulation;

/// <content>Scenes, undo, cancel and schedules; runs of several steps are driven as their actors do it.</content>
internal sealed partial class HouseShell
{
    private readonly Dictionary<RunId, Driven> _driven = [];

    private void Play(Played played)
    {
        var run = default(RunId);
        var begins = false;
        Enqueue(
            state =>
            {
                run = new RunId(state.Revision + 1);
                var starting = SceneStart.Decide(state, played.Scene, Layer.Manual, played.Origin, null, Asked.Window, Now);
                begins = starting is SceneStarting.Begins;
                return starting is SceneStarting.Begins { Started: var started } ? [started] : [];
            },
            _ =>
            {
                if (begins)
                {
                    played.Told(run.Number);
                }
            });
    }

    private void Undo(UndoRun undo) => Enqueue(
        state => UndoDecision.Decide(state, undo.Run, undo.Origin, undo.Window, Now) is Undoing.Begins { Started: var started } ? [started] : [],
        static _ => { });

    private void Cancel(CancelRun cancel)
    {
        var current = _driven.TryGetValue(cancel.Run, out var driven) ? driven.Current : _runs.EvidenceOf(cancel.Run)?.Outlets;
        if (current is not { } known)
        {
            return;
        }

        Enqueue(
            state => StepDecision.Cancel(state, cancel.Run, known, cancel.Origin, Now) is { } settled ? [settled] : [],
            _ => _runs.Close(cancel.Run));
    }

    /// <summary>After a write: runs that nobody follows yet are followed, those that ended are let go.</summary>
    private void FollowRuns()
    {
        _runs.Forget(State);
        foreach (var run in State.OpenRuns.Values.Where(run => !_driven.ContainsKey(run.Id) && !_runs.IsOpen(run.Id)))
        {
            if (run.Plan is null)
            {
                _runs.Open(run, ActorRefs.Nobody);
            }
            else
            {
                _driven[run.Id] = new Driven();
            }
        }

        foreach (var id in _driven.Keys.Where(id => !State.OpenRuns.ContainsKey(id)).ToList())
        {
            _driven.Remove(id);
        }
    }

    private void AdvanceRuns()
    {
        foreach (var id in _driven.Keys.ToList())
        {
            Advance(id);
        }
    }

    private void Advance(RunId id)
    {
        if (!_driven.TryGetValue(id, out var driven) || driven.IsWriting || !State.OpenRuns.TryGetValue(id, out var run))
        {
            return;
        }

        driven.Current = StepProgress.Advance(run, driven.Current, State, _reports, Now);
        var move = StepDecision.Decide(State, id, driven.Current, Now);
        if (!move.Events.IsEmpty)
        {
            driven.IsWriting = true;
            var current = driven.Current;
            Enqueue(state => StepDecision.Decide(state, id, current, Now).Events, _ =>
            {
                driven.IsWriting = false;
                Post(() => Advance(id));
            });
        }
        else if (move.LookAgainAt is { } at)
        {
            Timer($"run-{id}", Duration.Max(at - Now, Duration.FromMilliseconds(1)), () => Advance(id));
        }
    }

    private void DecideDue()
    {
        var decided = Now;
        Enqueue(
            state =>
            {
                decided = Now;
                return ScheduleDecision.Decide(state, null, NoCron.Instance, decided);
            },
            state => Arm("due", (state.Definition?.Schedules ?? []).Select(schedule => ScheduleDecision.NextWake(state, schedule, NoCron.Instance, decided)).Min(), DecideDue));
    }

    /// <summary>What the actor of a run remembers.</summary>
    private sealed class Driven
    {
        public ImmutableArray<OutletEvidence> Current { get; set; } = [];

        public bool IsWriting { get; set; }
    }
}
