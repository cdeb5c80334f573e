using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Selecting;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Runs;

namespace TapoHive.Control.Projections;

/// <summary>From the evidence of runs to what <c>on</c>, <c>off</c>, <c>toggle</c>, <c>scene run</c> and <c>undo</c> show. Pure.</summary>
public static class RunProjection
{
    /// <summary>One report on the runs that one request started, each in a house of its own.</summary>
    /// <param name="runs">The runs; at least one.</param>
    /// <param name="refused">Houses that did not accept theirs while others did: each of their outlets counts as failed.</param>
    public static RunReport Of(
        IReadOnlyCollection<(HouseName House, RunEvidence Run)> runs,
        IReadOnlyCollection<(HouseSelection House, Refused Why)> refused)
    {
        var startedAt = runs.Min(static run => run.Run.StartedAt);
        return new RunReport(
            string.Join(',', runs.Select(static run => $"{run.House}/{run.Run.Id}")),
            Outcome([.. runs.Select(static run => run.Run.Outcome), .. refused.Select(static _ => RunOutcome.Failed)]),
            startedAt,
            runs.All(static run => run.Run.FinishedAt is not null) ? runs.Max(static run => run.Run.FinishedAt) : null,
            [
                .. runs.SelectMany(static run => run.Run.Outlets.Select(outlet => Of(run.House, run.Run, outlet))),
                .. refused.SelectMany(house => house.House.Outlets.Select(key => Of(house.House.View, key, house.Why, startedAt))),
            ],
            runs.Select(static run => run.Run.Scene?.Value).FirstOrDefault(),
            Undone(runs),
            runs.All(static run => run.Run.CompletedAt is not null) ? runs.Max(static run => run.Run.CompletedAt) : null);
    }

    /// <summary>The same, with only those parts that an earlier report did not show like this.</summary>
    public static RunReport Since(RunReport now, RunReport? shown)
    {
        if (shown is null)
        {
            return now;
        }

        var known = shown.Outlets.ToDictionary(static part => part.Part, StringComparer.Ordinal);
        return now with { Outlets = now.Outlets.RemoveAll(part => known.GetValueOrDefault(part.Part) == part) };
    }

    private static RunOutletReport Of(HouseName house, RunEvidence run, OutletEvidence outlet) => new(
        outlet.Name.Value,
        house.Value,
        outlet.Wanted,
        outlet.Outcome,
        outlet.At is { } at ? Math.Max(0, (long)(at - (outlet.Since ?? run.StartedAt)).TotalMilliseconds) : null,
        outlet.Attempts,
        outlet.Problem is { } problem ? StatusProjection.Problem(problem) : null,
        outlet.Step + 1,
        outlet.Note,
        outlet.SentAt,
        outlet.Acknowledged,
        outlet.Outcome == OutletOutcome.Converged ? outlet.At : null);

    private static string? Undone(IEnumerable<(HouseName House, RunEvidence Run)> runs)
    {
        var undone = string.Join(',', runs.Where(static run => run.Run.Undoes is not null).Select(static run => $"{run.House}/{run.Run.Undoes}"));
        return undone.Length == 0 ? null : undone;
    }

    private static RunOutletReport Of(HouseView house, OutletKey key, Refused why, Instant at) => new(
        house.State[key].Name.Value,
        house.Name.Value,
        Wanted: null,
        OutletOutcome.Failed,
        Milliseconds: null,
        Attempts: 0,
        new ProblemReport(JsonNamingPolicy.KebabCaseLower.ConvertName(why.Reason.ToString()), why.Message, at));

    private static RunOutcome Outcome(ImmutableArray<RunOutcome> parts) =>
        parts.Contains(RunOutcome.Accepted) ? RunOutcome.Accepted
        : parts.Distinct().Count() == 1 ? parts[0]
        : RunOutcome.Partial;
}
