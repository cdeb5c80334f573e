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
    /// <param name="evidence">What was known.</param>
    /// <param name="run">The run.</param>
    /// <param name="state">The house.</param>
    /// <param name="reports">What plugs said last.</param>
    /// <param name="now">Now.</param>
    /// <param name="places">Which parts of the evidence anything new may concern; all where not said.</param>
    public static RunEvidence Advance(
        RunEvidence evidence, RunRecord run, HouseState state, IReadOnlyDictionary<PlugId, PlugReport> reports, Instant now, IEnumerable<int>? places = null)
    {
        if (evidence.Outcome != RunOutcome.Accepted)
        {
            return evidence;
        }

        var deadline = run.StartedAt + run.Window;
        ImmutableArray<OutletEvidence>.Builder? outlets = null;
        foreach (var place in places ?? Enumerable.Range(0, evidence.Outlets.Length))
        {
            var outlet = evidence.Outlets[place];
            var judged = outlet.Outcome == OutletOutcome.Pending ? OutletJudgement.Judge(outlet, run, state, reports, deadline, now) : outlet;
            if (judged != outlet)
            {
                (outlets ??= evidence.Outlets.ToBuilder())[place] = judged;
            }
        }

        if (outlets is null && !evidence.Outlets.IsEmpty)
        {
            return evidence;
        }

        var judgedAll = outlets?.DrainToImmutable() ?? evidence.Outlets;
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
