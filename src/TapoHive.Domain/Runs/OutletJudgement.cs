using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Runs;

/// <summary>What the last report of a plug means for one outlet of a run.</summary>
public static class OutletJudgement
{
    // A plug that nobody has seen yet may be about to answer: right after a start, that is every plug.
    private static readonly Duration LookedForAWhile = Duration.FromSeconds(6);

    /// <summary>The evidence of a pending outlet in the light of the last reports.</summary>
    public static OutletEvidence Judge(
        OutletEvidence outlet,
        RunRecord run,
        HouseState state,
        IReadOnlyDictionary<PlugId, PlugReport> reports,
        Instant deadline,
        Instant now)
    {
        var target = run.Outlets[outlet.Name];
        var key = target.Outlet;
        if (!state.Plugs.TryGetValue(key.Plug, out var plug))
        {
            return outlet with { Outcome = OutletOutcome.Superseded, At = now };
        }

        var report = reports.GetValueOrDefault(key.Plug);
        var since = target.Since ?? run.StartedAt;
        if (key.Slot == OutletSlot.Whole && !plug.Outlets.ContainsKey(key.Slot))
        {
            return JudgeStrip(outlet, plug, report, since, deadline, now);
        }

        var revision = target.Revision ?? run.Id.Number;
        var seen = report?.Of(key.Slot);
        if (seen is not null && seen.ProvenRevision == revision)
        {
            return Known(outlet, seen) with { Outcome = OutletOutcome.Converged, At = seen.ProvenAt ?? now, Problem = null };
        }

        if (!plug.Outlets.TryGetValue(key.Slot, out var record) || record.DesiredRevision > revision)
        {
            return outlet with { Outcome = OutletOutcome.Superseded, At = now };
        }

        if (target.PutBack is null && record.Intents.Deciding > run.Fills)
        {
            return outlet with { Outcome = OutletOutcome.Superseded, At = now, Note = $"What {record.Intents.Top!.Origin} wants of it comes first." };
        }

        var known = seen?.Revision == revision ? Known(outlet, seen) : outlet;
        var problem = seen?.Problem ?? report?.Problem;
        var tried = report?.TriedAt is { } at && at >= since;
        var isJustMissed = problem?.Kind == FailureKind.Dark && report!.Address is null && now - problem.Since < LookedForAWhile;
        if (problem is not null && !isJustMissed && ((tried && WillNotPassSoon(problem.Kind)) || (report!.At >= since && IsHeldBack(problem.Kind))))
        {
            return known with { Outcome = OutletOutcome.Failed, At = now, Problem = problem };
        }

        return now >= deadline
            ? known with { Outcome = OutletOutcome.Failed, At = now, Problem = problem ?? NoProof(deadline - since, now) }
            : known with { Problem = problem };
    }

    /// <summary>The same evidence with what a plug's report says of the commands sent.</summary>
    public static OutletEvidence Known(OutletEvidence outlet, OutletReport seen) => outlet with
    {
        Attempts = seen.Attempts,
        SentAt = seen.Attempts > 0 ? seen.SentAt : null,
        Acknowledged = seen.Attempts > 0 ? seen.Acknowledged : null,
    };

    // The run meant a plug as a whole, and it turned out to be a strip: its outlets took over what was wanted of it.
    private static OutletEvidence JudgeStrip(OutletEvidence outlet, PlugRecord plug, PlugReport? report, Instant since, Instant deadline, Instant now) =>
        plug.Outlets.Values.Any(part => part.Desired?.Wanted != outlet.Wanted) ? outlet with { Outcome = OutletOutcome.Superseded, At = now }
        : plug.Outlets.Values.All(part => report?.Of(part.Slot) is { } seen && seen.ProvenRevision == part.DesiredRevision)
            ? outlet with { Outcome = OutletOutcome.Converged, At = now, Attempts = report!.Outlets.Max(seen => seen.Attempts), Problem = null }
        : now >= deadline ? outlet with { Outcome = OutletOutcome.Failed, At = now, Problem = report?.Problem ?? NoProof(deadline - since, now) }
        : outlet with { Problem = report?.Problem };

    private static PlugProblem NoProof(Duration window, Instant now) =>
        new(FailureKind.Transient, $"No proof within {window.TotalSeconds:0.#} s. The intent stays and is carried out when the plug can be reached.", now);

    // Nothing is even tried before a person does something.
    private static bool IsHeldBack(FailureKind kind) => kind is FailureKind.CredentialsRejected or FailureKind.OtherOwner;

    /// <summary>Whether it makes no sense to wait for a plug with such a problem. A plug whose address went to another device is looked for at once, and as
    /// a rule found within a second: that is worth waiting for.</summary>
    public static bool WillNotPassSoon(FailureKind kind) => kind is
        FailureKind.Dark or FailureKind.CredentialsRejected or FailureKind.OtherOwner or FailureKind.CompatibilityOff
        or FailureKind.Unsupported;
}
