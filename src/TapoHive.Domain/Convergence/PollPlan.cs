using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Convergence;

/// <summary>When a plug is read next: soon while something is unsettled or about to happen, seldom while nothing does.</summary>
internal static class PollPlan
{
    // A countdown fires on the plug's own clock; a look right after it sees what it did.
    private static readonly Duration AfterCountdown = Duration.FromSeconds(1);

    public static Instant NextRead(PlugState state, PlugPolicy policy, Instant now)
    {
        var isUnsettled = false;
        foreach (var outlet in state.Outlets.Values)
        {
            if (NeedsProofOnly(outlet, now))
            {
                return now;
            }

            isUnsettled |= IsUnsettled(outlet, policy, now);
        }

        if (state.ReadingNeed == ReadingNeed.Fresh)
        {
            return now;
        }

        var wait = isUnsettled
            ? policy.LookAgainAfter
            : PlugPolicy.Vary(Pace(state, policy, now), PlugObservation.Seed(state), now.ToUnixTimeMilliseconds());
        foreach (var outlet in state.Outlets.Values)
        {
            if (outlet.Timer.Known?.Armed is { } armed && armed.EndsAt > now)
            {
                wait = Duration.Min(wait, armed.EndsAt - now + AfterCountdown);
            }
        }

        return now + wait;
    }

    private static Duration Pace(PlugState state, PlugPolicy policy, Instant now) =>
        Duration.Max(OwnPace(state, policy, now), policy.PollShare(state.Assignment?.HousePlugs ?? 1));

    private static Duration OwnPace(PlugState state, PlugPolicy policy, Instant now) =>
        PlugNotices.HasRival(state, now) ? Duration.Max(policy.PollEvery, policy.PollRivalledEvery)
        : MeteringPlan.Pace(state, policy, now) is { } lively ? Duration.Min(policy.PollEvery, lively)
        : state.ChangedAt is { } changed && now - changed >= policy.QuietAfter && MeteringPlan.IsQuiet(state, policy.QuietAfter, now) ? Duration.Max(policy.PollEvery, policy.PollQuietEvery)
        : policy.PollEvery;

    private static bool NeedsProofOnly(OutletConvergence outlet, Instant now) =>
        outlet.WantsProof(now) && outlet.Reported is not null && !outlet.Differs(now) && TimerPlan.Of(outlet, now) is null;

    // An outlet that a strip does not show may be late to appear, or not exist: that is not asked for ever at the pace of news.
    private static bool IsUnsettled(OutletConvergence outlet, PlugPolicy policy, Instant now) => outlet.MissingSince is { } since
        ? now - since <= policy.MayAppearLateFor
        : outlet.WantsProof(now) || !outlet.Unresolved.IsEmpty || outlet.Differs(now);
}
