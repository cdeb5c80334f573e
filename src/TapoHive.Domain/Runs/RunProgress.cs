using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Runs;

/// <summary>Turns plugs' reports into a run's evidence. Pure; what was decided for an outlet is never decided again.</summary>
public static class RunProgress
{
    /// <summary>A run of which nothing is known yet.</summary>
    public static RunEvidence Begin(RunRecord run) => new(
        run.Id,
        run.Verb,
        RunOutcome.Accepted,
        run.StartedAt,
        null,
        run.Plan is null
            ? [.. run.Outlets.Select(target => new OutletEvidence(target.Key, target.Value.Wanted, OutletOutcome.Pending, null, 0, null)), .. run.Beforehand ?? []]
            : StepProgress.Outlets(run, []),
        run.Scene,
        run.Undoes);

    /// <summary>The same run in the light of newer reports. It is settled when nothing is pending, or its window is over.</summary>
    public static RunEvidence Advance(RunEvidence evidence, RunRecord run, HouseState state, IReadOnlyDictionary<PlugId, PlugReport> reports, Instant now)
    {
        if (evidence.Outcome != RunOutcome.Accepted)
        {
            return evidence;
        }

        var deadline = run.StartedAt + run.Window;
        var outlets = ImmutableArray.CreateBuilder<OutletEvidence>(evidence.Outlets.Length);
        var changed = false;
        foreach (var outlet in evidence.Outlets)
        {
            var judged = outlet.Outcome == OutletOutcome.Pending ? OutletJudgement.Judge(outlet, run, state, reports, deadline, now) : outlet;
            changed |= judged != outlet;
            outlets.Add(judged);
        }

        if (!changed && outlets.Count > 0)
        {
            return evidence;
        }

        var judgedAll = outlets.MoveToImmutable();
        var pending = judgedAll.Any(outlet => outlet.Outcome == OutletOutcome.Pending);
        return evidence with
        {
            Outlets = judgedAll,
            Outcome = pending ? RunOutcome.Accepted : Whole(judgedAll),
            FinishedAt = pending ? null : now,
        };
    }

    /// <summary>What outlets come to together.</summary>
    public static RunOutcome Whole(ImmutableArray<OutletEvidence> outlets)
    {
        var converged = outlets.Count(outlet => outlet.Outcome == OutletOutcome.Converged);
        var superseded = outlets.Count(outlet => outlet.Outcome == OutletOutcome.Superseded);
        var skipped = outlets.Count(outlet => outlet.Outcome == OutletOutcome.Skipped);
        return skipped == outlets.Length ? RunOutcome.Skipped
            : converged == outlets.Length ? RunOutcome.Converged
            : superseded + skipped == outlets.Length ? RunOutcome.Superseded
            : converged > 0 ? RunOutcome.Partial
            : RunOutcome.Failed;
    }
}
