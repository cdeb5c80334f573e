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
        [.. run.Outlets.Select(target => new OutletEvidence(target.Key, target.Value.Wanted, OutletOutcome.Pending, null, 0, null))]);

    /// <summary>The same run in the light of newer reports. It is settled when nothing is pending, or its window is over.</summary>
    public static RunEvidence Advance(RunEvidence evidence, RunRecord run, HouseState state, IReadOnlyDictionary<PlugId, PlugReport> reports, Instant now)
    {
        if (evidence.Outcome != RunOutcome.Accepted)
        {
            return evidence;
        }

        var over = now >= run.StartedAt + run.Window;
        var outlets = ImmutableArray.CreateBuilder<OutletEvidence>(evidence.Outlets.Length);
        var changed = false;
        foreach (var outlet in evidence.Outlets)
        {
            var judged = outlet.Outcome == OutletOutcome.Pending ? Judge(outlet, run, state, reports, now, over) : outlet;
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

    private static OutletEvidence Judge(
        OutletEvidence outlet,
        RunRecord run,
        HouseState state,
        IReadOnlyDictionary<PlugId, PlugReport> reports,
        Instant now,
        bool over)
    {
        var key = run.Outlets[outlet.Name].Outlet;
        if (!state.Plugs.TryGetValue(key.Plug, out var plug))
        {
            return outlet with { Outcome = OutletOutcome.Superseded, At = now };
        }

        var report = reports.GetValueOrDefault(key.Plug);
        if (key.Slot == OutletSlot.Whole && !plug.Outlets.ContainsKey(key.Slot))
        {
            return JudgeStrip(outlet, plug, report, run, now, over);
        }

        var seen = report?.Of(key.Slot);
        if (seen is not null && seen.ProvenRevision == run.Id.Number)
        {
            return outlet with { Outcome = OutletOutcome.Converged, At = seen.ProvenAt ?? now, Attempts = seen.Attempts, Problem = null };
        }

        if (!plug.Outlets.TryGetValue(key.Slot, out var record) || record.DesiredRevision > run.Id.Number)
        {
            return outlet with { Outcome = OutletOutcome.Superseded, At = now };
        }

        var attempts = seen?.Revision == run.Id.Number ? seen.Attempts : outlet.Attempts;
        var problem = seen?.Problem ?? report?.Problem;
        var tried = report?.TriedAt is { } at && at >= run.StartedAt;
        if (problem is not null && ((tried && WillNotPassSoon(problem.Kind)) || (report!.At >= run.StartedAt && IsHeldBack(problem.Kind))))
        {
            return outlet with { Outcome = OutletOutcome.Failed, At = now, Attempts = attempts, Problem = problem };
        }

        return over
            ? outlet with { Outcome = OutletOutcome.Failed, At = now, Attempts = attempts, Problem = problem ?? NoProof(run, now) }
            : outlet with { Attempts = attempts, Problem = problem };
    }

    // The run meant a plug as a whole, and it turned out to be a strip: its outlets took over what was wanted of it.
    private static OutletEvidence JudgeStrip(OutletEvidence outlet, PlugRecord plug, PlugReport? report, RunRecord run, Instant now, bool over) =>
        plug.Outlets.Values.Any(part => part.Desired?.Wanted != outlet.Wanted) ? outlet with { Outcome = OutletOutcome.Superseded, At = now }
        : plug.Outlets.Values.All(part => report?.Of(part.Slot) is { } seen && seen.ProvenRevision == part.DesiredRevision)
            ? outlet with { Outcome = OutletOutcome.Converged, At = now, Attempts = report!.Outlets.Max(seen => seen.Attempts), Problem = null }
        : over ? outlet with { Outcome = OutletOutcome.Failed, At = now, Problem = report?.Problem ?? NoProof(run, now) }
        : outlet with { Problem = report?.Problem };

    private static PlugProblem NoProof(RunRecord run, Instant now) =>
        new(FailureKind.Transient, $"No proof within {run.Window.TotalSeconds:0} s. The intent stays and is carried out when the plug can be reached.", now);

    // Nothing is even tried before a person does something.
    private static bool IsHeldBack(FailureKind kind) => kind is FailureKind.CredentialsRejected or FailureKind.OtherOwner;

    /// <summary>Whether it makes no sense to wait for a plug with such a problem. A plug whose address went to another device is looked for at once, and as
    /// a rule found within a second: that is worth waiting for.</summary>
    public static bool WillNotPassSoon(FailureKind kind) => kind is
        FailureKind.Dark or FailureKind.CredentialsRejected or FailureKind.OtherOwner or FailureKind.CompatibilityOff
        or FailureKind.Unsupported;

    private static RunOutcome Whole(ImmutableArray<OutletEvidence> outlets)
    {
        var converged = outlets.Count(outlet => outlet.Outcome == OutletOutcome.Converged);
        var superseded = outlets.Count(outlet => outlet.Outcome == OutletOutcome.Superseded);
        return outlets.IsEmpty ? RunOutcome.Skipped
            : converged == outlets.Length ? RunOutcome.Converged
            : superseded == outlets.Length ? RunOutcome.Superseded
            : converged > 0 ? RunOutcome.Partial
            : RunOutcome.Failed;
    }
}
