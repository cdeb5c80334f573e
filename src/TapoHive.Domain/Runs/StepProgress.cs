using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Runs;

/// <summary>The evidence of a run of several steps. Pure.</summary>
public static class StepProgress
{
    /// <summary>What is known of the outlets of the step under way, in the light of newer reports.</summary>
    /// <param name="run">The run.</param>
    /// <param name="current">What was known so far; what belongs to another step is left out.</param>
    /// <param name="state">The house.</param>
    /// <param name="reports">What its plugs last said.</param>
    /// <param name="now">Now.</param>
    public static ImmutableArray<OutletEvidence> Advance(
        RunRecord run,
        ImmutableArray<OutletEvidence> current,
        HouseState state,
        IReadOnlyDictionary<PlugId, PlugReport> reports,
        Instant now)
    {
        if (run.Plan is not { } plan)
        {
            return [];
        }

        var known = current.Where(outlet => outlet.Step == plan.Next).ToDictionary(outlet => outlet.Name);
        return
        [
            .. run.Outlets.Select(target => known.GetValueOrDefault(target.Key) is { Outcome: not OutletOutcome.Pending } decided
                ? decided
                : OutletJudgement.Judge(
                    known.GetValueOrDefault(target.Key)
                        ?? new OutletEvidence(target.Key, target.Value.Wanted, OutletOutcome.Pending, null, 0, null, plan.Next, target.Value.Since),
                    run,
                    state,
                    reports,
                    Deadline(run, plan, target.Value),
                    now)),
        ];
    }

    /// <summary>All that is known of a run, by its steps: what is over, what is under way, what is to come.</summary>
    public static ImmutableArray<OutletEvidence> Outlets(RunRecord run, ImmutableArray<OutletEvidence> current)
    {
        var plan = run.Plan!;
        var known = current.Where(outlet => outlet.Step == plan.Next).ToDictionary(outlet => outlet.Name);
        return
        [
            .. plan.Ended,
            .. plan.Steps.Index().Skip(plan.Next).SelectMany(step => Planned(step.Item).Select(intent =>
                (step.Index == plan.Next ? known.GetValueOrDefault(intent.Name) : null)
                ?? new OutletEvidence(intent.Name, intent.Wanted, OutletOutcome.Pending, null, 0, null, step.Index))),
        ];
    }

    /// <summary>By when an outlet that was begun has to be proven.</summary>
    internal static Instant Deadline(RunRecord run, RunPlan plan, RunTarget target) =>
        plan is { Step: PlannedStep.Switch { Within: { } within }, Since: { } since } ? since + within : (target.Since ?? run.StartedAt) + run.Window;

    /// <summary>The outlets of a step.</summary>
    internal static ImmutableArray<RunIntent> Planned(PlannedStep step) => step is PlannedStep.Switch { Intents: var intents } ? intents : [];
}
