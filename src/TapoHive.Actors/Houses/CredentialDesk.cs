using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Houses;

/// <summary>Who may send a credential, who is just doing so, and who waits for the outcome. What was tried is in the journal; who is
/// trying right now is not: after a restart nobody is.</summary>
internal sealed class CredentialDesk
{
    // Longer than a link takes for a login. One whose plug was taken away meanwhile never tells its end: nobody is to wait for it for ever.
    private static readonly Duration LongestTrial = Duration.FromMinutes(1);

    private readonly Dictionary<PlugId, Instant> _underWay = [];
    private readonly Dictionary<PlugId, CredentialAsked> _waiting = [];
    private readonly Dictionary<PlugId, (CredentialPermission Permission, string Because)> _decided = [];
    private readonly HashSet<PlugId> _heldBack = [];

    /// <summary>The event to record before the credential is sent, if it may be.</summary>
    public ImmutableArray<HouseEvent> Decide(HouseState state, CredentialAsked asked, Instant now)
    {
        // A plug that asks again has given up on its earlier trial, and on what it asked for before.
        _underWay.Remove(asked.Plug);
        _waiting.Remove(asked.Plug);
        if (!state.Plugs.ContainsKey(asked.Plug))
        {
            // It was taken away while it waited.
            return [];
        }

        var permission = CredentialDecision.Decide(state.Credentials, asked.Plug, asked.Fingerprint, asked.Locks, IsUnderWay);
        _decided[asked.Plug] = (permission, permission == CredentialPermission.Refused ? CredentialRefusal.Words(state, asked.Plug, asked.Fingerprint) : "");
        if (permission != CredentialPermission.GrantedOnceRecorded)
        {
            return [];
        }

        _underWay[asked.Plug] = now;
        return [new CredentialTried(now, asked.Plug, asked.Fingerprint)];

        bool IsUnderWay(PlugId plug) => _underWay.TryGetValue(plug, out var since) && since <= now && now - since < LongestTrial;
    }

    /// <summary>Answers, now that it is recorded.</summary>
    public void Answer(CredentialAsked asked, IActorRef plugs)
    {
        if (!_decided.Remove(asked.Plug, out var decided))
        {
            return;
        }

        var (permission, because) = decided;
        if (permission == CredentialPermission.Wait)
        {
            _waiting[asked.Plug] = asked;
            return;
        }

        if (permission == CredentialPermission.Refused)
        {
            _heldBack.Add(asked.Plug);
        }
        else
        {
            _heldBack.Remove(asked.Plug);
        }

        plugs.Tell(new CredentialAnswered(asked.Plug, asked.Fingerprint, permission, because, asked.House));
    }

    /// <summary>A trial is over: those who waited for one may ask again.</summary>
    public IReadOnlyList<CredentialAsked> Ended()
    {
        List<CredentialAsked> waiting = [.. _waiting.Values];
        _waiting.Clear();
        return waiting;
    }

    /// <summary>The plugs that were held back because of another one's refusal, once a plug has accepted: they ask again, and the ledger decides.</summary>
    public IReadOnlyList<PlugId> Released(CredentialTested tested)
    {
        if (tested.Standing != CredentialStanding.Accepted)
        {
            return [];
        }

        List<PlugId> released = [.. _heldBack];
        _heldBack.Clear();
        return released;
    }

    /// <summary>What a trial taught, where it is new.</summary>
    public ImmutableArray<HouseEvent> Judge(HouseState state, CredentialTested tested, Instant now)
    {
        // From now on nobody is told to wait for it: what is decided next must not miss its end.
        _underWay.Remove(tested.Plug);
        return tested.Standing is not { } standing
            || (standing == CredentialStanding.Unsent && !Is(CredentialStanding.Tried, state, tested))
            || (standing == CredentialStanding.Withdrawn && !Is(CredentialStanding.Rejected, state, tested))
            || (state.Credentials.Trials.TryGetValue(tested.Plug, out var known) && known.Fingerprint == tested.Fingerprint && known.Standing == standing)
            ? []
            : [new CredentialJudged(now, tested.Plug, tested.Fingerprint, standing)];
    }

    private static bool Is(CredentialStanding standing, HouseState state, CredentialTested tested) =>
        state.Credentials.Trials.TryGetValue(tested.Plug, out var trial) && trial.Fingerprint == tested.Fingerprint && trial.Standing == standing;
}
