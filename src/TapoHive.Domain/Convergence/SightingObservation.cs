using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Convergence;

/// <summary>What a discovery answer makes of a plug's state: where it is and how to speak to it, or that another device is where it was.</summary>
internal static class SightingObservation
{
    public const int MostRefusals = 3;

    public static PlugState Observe(PlugState state, Sighting sighting, Instant now)
    {
        if (state.Assignment is not { } assignment
            || sighting.Offer is not SightedTransport.Offered { Offer: var offered }
            || sighting.Address is not { } address)
        {
            return state;
        }

        if (IsAnothers(state.Identity, sighting))
        {
            return address == state.Address && state.Phase != SessionPhase.LoggedIn ? Displaced(state, sighting, address, now) : state;
        }

        var offer = offered.After(state.Offer);
        var ownership = sighting.Owner is not { } owner ? Ownership.Unknown
            : owner == assignment.AccountOwner ? Ownership.Ours
            : Ownership.Others;
        var next = state with
        {
            Ownership = ownership,
            Binding = sighting.Binding,

            // The refusal had a reason that the sighting tells.
            Problem = ownership == Ownership.Others && state.Problem is { Kind: FailureKind.CredentialsRejected } refused
                ? new PlugProblem(FailureKind.OtherOwner, RefusalObservation.RefusedByOther, refused.Since)
                : state.Problem,
            Identity = state.Identity with { Mac = state.Identity.Mac ?? sighting.Mac, DiscoveryId = state.Identity.DiscoveryId ?? sighting.DiscoveryId },
        };

        // A session that works is not given up for a datagram; the next one is opened where the sighting says. (Were it ignored,
        // house and plug would correct each other for as long as the session lasts.)
        if (state.Phase == SessionPhase.LoggedIn)
        {
            return next with { Address = address, Offer = offer };
        }

        var news = address != state.Address || offer != state.Offer || address == state.ForeignAddress
            || (state.Ownership == Ownership.Others && ownership != Ownership.Others)
            || sighting.Binding != state.Binding
            || state.Problem?.Kind is FailureKind.Dark or FailureKind.TransportChanged or FailureKind.WrongDevice;
        next = next with
        {
            Address = address,
            Offer = offer,
            ForeignAddress = null,

            // What was refused over a protocol that counts attempts may be shown over one that does not, and to a plug that was set up since.
            // Who refused it at another address was another device, or cannot be told from one.
            Quarantine = state.Quarantine == Quarantine.Quarantined
                && (sighting.Binding != state.Binding || MayTryAt(state, address)
                    || (offer.Transport != state.Offer?.Transport && offer.Transport is Transport.Klap or Transport.Klap1))
                ? Quarantine.None
                : state.Quarantine,

            // Sessions lost by moving were not taken by another client.
            SessionsLost = address != state.Address ? [] : state.SessionsLost,
            RivalSeenAt = address != state.Address ? null : state.RivalSeenAt,
        };
        return news && state.UnderWay is null or PlugEffect.Probe && state.NextTryAt > now && !PlugObservation.RecentlyTried(state, now)
            ? next with { NextTryAt = now, Probe = ProbeNeed.None }
            : next;
    }

    private static bool IsAnothers(PlugIdentity mine, Sighting sighting) => mine switch
    {
        { Mac: { } mac } => mac != sighting.Mac,
        { DiscoveryId: null, DeviceId: null } => false,
        _ => !mine.Matches(sighting) && !SightingDecision.Fits(mine, null, sighting),
    };

    // Discovery says what else only a login there would show, which may cost that device an attempt.
    private static PlugState Displaced(PlugState state, Sighting sighting, PlugAddress address, Instant now)
    {
        var failure = AnotherAt(address, sighting.Model, sighting.Mac);
        return Taken(state, address, address == state.ForeignAddress ? state.ForeignMet : 1, now) with
        {
            LastFailure = failure,
            Problem = state.Problem is { Kind: FailureKind.WrongDevice } known ? known with { Message = failure.Message } : new PlugProblem(failure.Kind, failure.Message, now),
            Quarantine = state.Quarantine == Quarantine.Quarantined && state.RefusedAt.Length < MostRefusals ? Quarantine.None : state.Quarantine,
        };
    }

    // A plug that is seen at two addresses in turn is not shown a wrong password at each of them for ever.
    public static bool MayTryAt(PlugState state, PlugAddress address) => state.RefusedAt.Length < MostRefusals && !state.RefusedAt.Contains(address);

    internal static PlugState Taken(PlugState state, PlugAddress? address, int met, Instant now) =>
        state with { ForeignAddress = address, ForeignMet = met, ForeignUntil = now + PlugPolicy.PauseAfterForeign(met) };

    internal static Failure AnotherAt(PlugAddress? address, string model, Mac mac) => new(
        FailureKind.WrongDevice,
        $"Another device ({model}, {mac}) answers at {address}, where this plug was. It is left alone; discovery is asked where the plug went.");
}
