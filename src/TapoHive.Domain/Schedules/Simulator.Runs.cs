using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Runs;

namespace TapoHive.Domain.Schedules;

/// <content>Runs of several steps. Each goes on when its time has come, as <see cref="StepDecision"/> has it in a running house.</content>
public sealed partial class Simulator
{
    private readonly PriorityQueue<RunId, Instant> _runs = new();

    /// <summary>A house that runs may be amid some; those of one step have asked for everything already.</summary>
    private void BeginRuns()
    {
        _state = _state with { OpenRuns = _state.OpenRuns.Where(run => run.Value.Plan is not null).ToImmutableSortedDictionary() };
        foreach (var run in _state.OpenRuns.Keys)
        {
            Continue(run);
        }
    }

    private void ContinueRuns()
    {
        while (_runs.TryPeek(out var run, out var at) && at <= _now)
        {
            _runs.Dequeue();
            Continue(run);
        }
    }

    private void Continue(RunId id)
    {
        var move = StepDecision.Decide(_state, id, Obeyed(id), _now);
        while (!move.Events.IsEmpty)
        {
            foreach (var happened in move.Events)
            {
                Happen(happened);
            }

            move = StepDecision.Decide(_state, id, Obeyed(id), _now);
        }

        if (move.LookAgainAt is { } later)
        {
            _runs.Enqueue(id, later);
        }
    }

    /// <summary>What is known of the step under way where every plug answers at once.</summary>
    private ImmutableArray<OutletEvidence> Obeyed(RunId id) => _state.OpenRuns.GetValueOrDefault(id) is not { Plan: { } plan } run
        ? []
        : [.. run.Outlets.Select(target => new OutletEvidence(
            target.Key, target.Value.Wanted, OutletOutcome.Converged, target.Value.Since ?? run.StartedAt, 0, null, plan.Next))];
}
