using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Runs;

/// <summary>
/// A run that gave an outlet up leaves its intent in place. When the plug comes back and proves it, and nobody wants anything newer, the
/// run's record says when.
/// </summary>
public static class RunCompletion
{
    /// <summary>Whether there are settled runs that a report may complete.</summary>
    public static bool IsAwaited(HouseState state) => state.PastRuns?.Values.Any(IsIncomplete) == true;

    /// <summary>The settled runs that a plug's report completes, or brings nearer to it.</summary>
    public static IEnumerable<RunCompleted> Decide(HouseState state, PlugReport report, Instant now)
    {
        if (state.PastRuns is not { } runs || !state.Plugs.TryGetValue(report.Id, out var plug))
        {
            return [];
        }

        return
        [
            .. from past in runs.Values
               where IsIncomplete(past)
               let outlets = Proven(past, plug, report)
               where !outlets.IsEmpty
               select new RunCompleted(now, past.Run.Id, outlets),
        ];
    }

    private static bool IsIncomplete(PastRun past) => past.Evidence.Outcome != RunOutcome.Converged && past.Evidence.CompletedAt is null;

    private static ImmutableArray<OutletEvidence> Proven(PastRun past, PlugRecord plug, PlugReport report)
    {
        var proven = ImmutableArray.CreateBuilder<OutletEvidence>();
        foreach (var outlet in plug.Outlets.Values)
        {
            if (past.Run.Outlets.GetValueOrDefault(outlet.Name) is { } target
                && target.Outlet == new OutletKey(plug.Id, outlet.Slot)
                && outlet.DesiredRevision == (target.Revision ?? past.Run.Id.Number)
                && report.Of(outlet.Slot) is { } seen
                && seen.ProvenRevision == outlet.DesiredRevision
                && past.Evidence.Outlets.LastOrDefault(known => known.Name == outlet.Name) is { Outcome: OutletOutcome.Failed } given)
            {
                proven.Add(OutletJudgement.Known(given, seen) with
                {
                    Outcome = OutletOutcome.Converged,
                    At = seen.ProvenAt ?? report.At,
                    Problem = null,
                    Note = given.Problem is { } problem ? $"Not at first: {problem.Message}" : given.Note,
                });
            }
        }

        return proven.ToImmutable();
    }
}
