using TapoHive.Control.Contract;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Projections;

/// <summary>From what a house remembers of its runs to what <c>runs</c> says. Pure.</summary>
public static class RunsProjection
{
    /// <summary>The runs of a house, open ones included.</summary>
    public static IEnumerable<RunSummary> Of(HouseView house) =>
    [
        .. house.State.OpenRuns.Values.Select(run => Of(house.Name, run, RunProgress.Begin(run))),
        .. (house.State.PastRuns?.Values ?? []).Select(past => Of(house.Name, past.Run, past.Evidence)),
    ];

    /// <summary>What is known of one run; of an open one, what is written of it.</summary>
    public static RunEvidence? Find(HouseView house, RunId run) =>
        house.State.PastRuns?.GetValueOrDefault(run)?.Evidence
        ?? (house.State.OpenRuns.GetValueOrDefault(run) is { } open ? RunProgress.Begin(open) : null);

    private static RunSummary Of(HouseName house, RunRecord run, RunEvidence evidence) => new(
        $"{house}/{run.Id}",
        run.Verb,
        run.Scene?.Value,
        run.Origin.Value,
        evidence.Outcome,
        run.StartedAt,
        evidence.FinishedAt,
        evidence.CompletedAt,
        evidence.Outlets.Length,
        evidence.Outlets.Count(static outlet => outlet.Outcome == OutletOutcome.Converged),
        evidence.Outlets.Count(static outlet => outlet.Outcome == OutletOutcome.Failed),
        run.Undoes is { } undone ? $"{house}/{undone}" : null,
        run.UndoneBy is { } by ? $"{house}/{by}" : null);
}
