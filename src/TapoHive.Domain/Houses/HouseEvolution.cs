using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Houses;

/// <summary>What each event makes of a house's memory. Pure; the only place where <see cref="HouseState"/> changes.</summary>
public static class HouseEvolution
{
    /// <summary>The state after one more event.</summary>
    public static HouseState Evolve(HouseState state, HouseEvent happened)
    {
        var next = state with { Revision = state.Revision + 1 };
        if (ChangesLayout(happened))
        {
            next = next with { LayoutRevision = next.Revision };
        }

        return AlertEvolution.After(happened switch
        {
            HouseApplied e => ScheduleEvolution.Applied(state, HouseApplication.Apply(next, e), e.At),
            HouseRolledBack e => ScheduleEvolution.Applied(state, HouseApplication.RollBack(next, e), e.At),
            PlugFound e => Found(next, e),
            PlugAdopted e => Adopted(next, e),
            PlugRecognised e => Recognised(next, e),
            PlugLearnt e => Learnt(next, e),
            OutletsLearnt e => OutletsNamed(next, e),
            RunStarted e => RunEvolution.Started(next, e),
            RunSettled e => RunEvolution.Settled(next, e),
            RunCompleted e => RunEvolution.Completed(next, e),
            RunPlanned e => RunEvolution.Planned(next, e),
            StepBegan e => RunEvolution.Began(next, e),
            StepEnded e => RunEvolution.StepOver(next, e),
            PressesFollowed e => Followed(next, e),
            IntentsReleased e => Released(next, e),
            IntentsEnded e => Ended(next, e),
            StatesObserved e => Observed(next, e),
            TroubleBegan e => Troubled(next, e),
            TroubleEnded e => Healed(next, e),
            CredentialTried e => WithTrial(next, e.Plug, e.Fingerprint, CredentialStanding.Tried, UnansweredBefore(next, e.Plug, e.Fingerprint)),
            CredentialJudged { Standing: CredentialStanding.Unsent } e => Untried(next, e.Plug, e.Fingerprint),
            CredentialJudged { Standing: CredentialStanding.Withdrawn } e => Withdrawn(next, e.Plug, e.Fingerprint),
            CredentialJudged e => WithTrial(next, e.Plug, e.Fingerprint, e.Standing, 0),
            PlugsRetried e => Retried(next, e),
            MaxOnReached e => e.Outlets.Aggregate(next, (current, outlet) => WithOutlet(current, outlet.Plug, outlet.Slot, record => SafetyEvolution.Reached(record, e.At, next.Revision))),
            TimersArmed e => e.Timers.Aggregate(next, (current, armed) => WithOutlet(current, armed.Plug, armed.Slot, record => record with { Armed = armed.Timer })),
            PlugForgotten e => MembershipEvolution.Forgotten(next, e),
            PlugReplaced e => ReplaceEvolution.Replaced(next, e),
            OccurrencesSkipped e => ScheduleEvolution.Skipped(next, e),
            SchedulesPaused e => ScheduleEvolution.Paused(next, e),
            SchedulesResumed e => ScheduleEvolution.Resumed(next, e),
            NextOccurrenceSkipped e => ScheduleEvolution.SkipOrdered(next, e),
            ScheduleClockCorrected e => ScheduleEvolution.ClockCorrected(next, e),
            TroublesRaised or TroublesCleared or AlertsTold => next,
            ContestSeen e => Contested(next, e),
            _ => throw new InvalidOperationException($"A house does not know the event {happened.GetType().Name}."),
        }, happened);
    }

    // What a plan compares a file with; everything else happens all day long.
    private static bool ChangesLayout(HouseEvent happened) =>
        happened is HouseApplied or HouseRolledBack or PlugAdopted or PlugForgotten or PlugReplaced or PlugRecognised or OutletsLearnt;

    /// <summary>The same state with one outlet changed.</summary>
    internal static HouseState WithOutlet(HouseState state, PlugId plug, OutletSlot slot, Func<OutletRecord, OutletRecord> change)
    {
        if (!state.Plugs.TryGetValue(plug, out var record) || !record.Outlets.TryGetValue(slot, out var outlet))
        {
            return state;
        }

        return state with { Plugs = state.Plugs.SetItem(plug, WithOutlet(state, record, outlet, change(outlet))) };
    }

    private static PlugRecord WithOutlet(HouseState state, PlugRecord plug, OutletRecord before, OutletRecord after) => plug with
    {
        Outlets = plug.Outlets.SetItem(before.Slot, after),
        AssignmentRevision = after.DesiredRevision != before.DesiredRevision ? state.Revision : plug.AssignmentRevision,
    };

    /// <summary>The same with an outlet changed for each of many.</summary>
    internal static HouseState WithOutlets<T>(HouseState state, ImmutableArray<T> items, Func<T, OutletKey> keyOf, Func<OutletRecord, T, OutletRecord> change)
    {
        var plugs = state.Plugs.ToBuilder();
        foreach (var item in items)
        {
            var (id, slot) = keyOf(item);
            if (plugs.TryGetValue(id, out var plug) && plug.Outlets.TryGetValue(slot, out var outlet))
            {
                plugs[id] = WithOutlet(state, plug, outlet, change(outlet, item));
            }
        }

        return state with { Plugs = plugs.ToImmutable() };
    }

    /// <summary>The same state with its index of outlet names made anew.</summary>
    public static HouseState Reindexed(HouseState state) => state with
    {
        // Names are unique; should they ever not be, a house that can be read is better than one that cannot.
        OutletsByName = ImmutableSortedDictionary<OutletName, OutletKey>.Empty.SetItems(state.Plugs.Values
            .SelectMany(plug => plug.Outlets.Values.Select(outlet => KeyValuePair.Create(outlet.Name, new OutletKey(plug.Id, outlet.Slot))))),
    };

    private static HouseState WithPlug(HouseState state, PlugId id, Func<PlugRecord, PlugRecord> change) =>
        state.Plugs.TryGetValue(id, out var record) ? state with { Plugs = state.Plugs.SetItem(id, change(record)) } : state;

    /// <summary>The same for one plug only: thousands are found one by one.</summary>
    private static HouseState Reindexed(HouseState before, HouseState after, PlugId id)
    {
        var gone = before.Plugs.GetValueOrDefault(id)?.Outlets.Values.Select(outlet => outlet.Name)
            .Where(name => before.OutletsByName.TryGetValue(name, out var key) && key.Plug == id) ?? [];
        var come = after.Plugs.GetValueOrDefault(id)?.Outlets.Values.Select(outlet => KeyValuePair.Create(outlet.Name, new OutletKey(id, outlet.Slot))) ?? [];
        return after with { OutletsByName = after.OutletsByName.RemoveRange(gone).SetItems(come) };
    }

    private static HouseState Found(HouseState state, PlugFound e) => Reindexed(state, MembershipEvolution.Remembered(state, [e.Mac]) with
    {
        Plugs = state.Plugs.SetItem(e.Plug, new PlugRecord(
            e.Plug,
            e.Name,
            Membership.Found,
            new PlugIdentity(e.Mac, null, e.DiscoveryId),
            e.Account,
            e.Address,
            e.Offer,
            e.Model,
            "",
            null,
            [],
            Protect.No,
            state.Definition?.Press ?? PressPolicy.Follow,
            ImmutableSortedDictionary<OutletSlot, OutletRecord>.Empty.Add(OutletSlot.Whole, OutletNaming.Fresh(new OutletName(e.Name.Value), OutletSlot.Whole, null, [])),
            AssignmentRevision: state.Revision)),
    }, e.Plug);

    private static HouseState Adopted(HouseState state, PlugAdopted e) => Reindexed(state, WithPlug(state, e.Plug, plug => plug with
    {
        Name = e.Name,
        Alias = e.Alias,
        Membership = Membership.Adopted,
        Outlets = OutletNaming.Renamed(plug, e.Name),
        AssignmentRevision = state.Revision,
    }), e.Plug);

    private static HouseState Recognised(HouseState state, PlugRecognised e)
    {
        if (!state.Plugs.TryGetValue(e.Found, out var found))
        {
            return state;
        }

        var without = state with { Plugs = state.Plugs.Remove(e.Found) };
        return Reindexed(state, WithPlug(without, e.Listed, plug => plug with
        {
            Identity = plug.Identity with { Mac = found.Identity.Mac, DiscoveryId = found.Identity.DiscoveryId ?? plug.Identity.DiscoveryId },
            Address = found.Address,
            Offer = found.Offer,
            Outlets = MembershipEvolution.TakenOver(found, plug, state.Revision),
            AssignmentRevision = state.Revision,
        }), e.Found);
    }

    private static HouseState Learnt(HouseState state, PlugLearnt e) => WithPlug(state, e.Plug, plug => plug with
    {
        Outlets = e.Offer is { } now && plug.Offer is { } was && now.Transport != was.Transport
            ? plug.Outlets.ToImmutableSortedDictionary(o => o.Key, o => o.Value.With(new Happening(e.At, "transport", null, $"{was.Transport} to {now.Transport}".ToLowerInvariant())))
            : plug.Outlets,
        Identity = new PlugIdentity(e.Mac ?? plug.Identity.Mac, e.DeviceId ?? plug.Identity.DeviceId, e.DiscoveryId ?? plug.Identity.DiscoveryId),
        Address = e.Address ?? plug.Address,
        Offer = e.Offer ?? plug.Offer,
        Model = e.Model ?? plug.Model,
        Alias = e.Alias ?? plug.Alias,
        AssignmentRevision = e.Address is null && e.Offer is null && e.Mac is null ? plug.AssignmentRevision : state.Revision,
    });

    private static HouseState OutletsNamed(HouseState state, OutletsLearnt e) => Reindexed(state, WithPlug(state, e.Plug, plug => plug with
    {
        Outlets = OutletNaming.Named(plug, ListedAs(state, plug), e.Outlets, e.At, state.Revision),
        AssignmentRevision = state.Revision,
    }), e.Plug);

    private static PlugDefinition? ListedAs(HouseState state, PlugRecord plug) => plug.Membership == Membership.Listed
        ? (state.Definition?.Plugs ?? []).FirstOrDefault(listed => listed.Name == plug.Name)
        : null;

    private static HouseState Followed(HouseState state, PressesFollowed e) =>
        e.Presses.Aggregate(RunEvolution.Overtake(state, null, e.Presses.Select(press => new OutletKey(press.Plug, press.Slot))), (current, press) => WithOutlet(current, press.Plug, press.Slot, outlet => outlet
            .With(new Happening(press.At, press.Origin is null ? "press" : "followed", press.State, (press.Origin ?? Origin.Press).Value)) with
        {
            Intents = outlet.Intents.With(Layer.Manual, new Intent(press.State, press.Origin ?? Origin.Press, press.At)),
            DesiredRevision = state.Revision,
        }));

    private static HouseState Released(HouseState state, IntentsReleased e) =>
        e.Outlets.Aggregate(RunEvolution.Overtake(state, null, e.Outlets), (current, key) => WithOutlet(current, key.Plug, key.Slot, outlet => outlet
            .With(new Happening(e.At, "released", outlet.Intents.With(Layer.Manual, null).Top?.Wanted, e.Origin.Value))
            .With(outlet.Intents.With(Layer.Manual, null), state.Revision)));

    private static HouseState Ended(HouseState state, IntentsEnded e) =>
        e.Intents.Aggregate(state, (current, ended) => WithOutlet(current, ended.Plug, ended.Slot, outlet =>
        {
            var after = outlet.Intents.AfterEndOf(ended.Layer, e.At);
            return outlet
                .With(new Happening(e.At, "ended", after.Top?.Wanted, outlet.Intents[ended.Layer]?.Origin.Value ?? ""))
                .WithEnd(after, state.Revision);
        }));

    private static HouseState Observed(HouseState state, StatesObserved e) =>
        WithOutlets(state, e.States, static seen => new OutletKey(seen.Plug, seen.Slot), SafetyEvolution.Observed);

    private static HouseState Troubled(HouseState state, TroubleBegan e)
    {
        var problem = new PlugProblem(e.Kind, e.Message, e.At);
        return e.Slot is { } slot
            ? WithOutlet(state, e.Plug, slot, outlet => outlet.With(new Happening(e.At, "problem", null, problem.Code)) with { Problem = problem })
            : WithPlug(state, e.Plug, plug => plug with
            {
                Problem = problem,
                Outlets = plug.Outlets.ToImmutableSortedDictionary(o => o.Key, o => o.Value.With(new Happening(e.At, "problem", null, problem.Code))),
            });
    }

    private static HouseState Healed(HouseState state, TroubleEnded e)
    {
        var healed = new Happening(e.At, "healed", null, "");
        return e.Slot is { } slot
            ? WithOutlet(state, e.Plug, slot, outlet => outlet.With(healed) with { Problem = null })
            : WithPlug(state, e.Plug, plug => plug with
            {
                Problem = null,
                WellSince = e.At,
                Outlets = plug.Outlets.ToImmutableSortedDictionary(o => o.Key, o => o.Value.With(healed)),
            });
    }

    private static HouseState Contested(HouseState state, ContestSeen e) => e.Slot is { } slot
        ? WithOutlet(state, e.Plug, slot, outlet => outlet.With(new Happening(e.At, "fight", null, "")) with { FoughtAt = e.At })
        : WithPlug(state, e.Plug, plug => plug with { RivalledAt = e.At });

    private static int UnansweredBefore(HouseState state, PlugId plug, CredentialFingerprint fingerprint) =>
        state.Credentials.Trials.TryGetValue(plug, out var trial) && trial.Fingerprint == fingerprint && trial.Standing == CredentialStanding.Tried
            ? trial.Unanswered + 1
            : 0;

    private static HouseState WithTrial(HouseState state, PlugId plug, CredentialFingerprint fingerprint, CredentialStanding standing, int unanswered) =>
        state with { Credentials = new CredentialLedger(state.Credentials.Trials.SetItem(plug, new CredentialTrial(fingerprint, standing, unanswered))) };

    // What was recorded before the sending is taken back; earlier trials whose answer was never seen stay counted.
    private static HouseState Untried(HouseState state, PlugId plug, CredentialFingerprint fingerprint) =>
        !state.Credentials.Trials.TryGetValue(plug, out var trial) || trial.Fingerprint != fingerprint || trial.Standing != CredentialStanding.Tried ? state
        : trial.Unanswered > 0 ? WithTrial(state, plug, fingerprint, CredentialStanding.Tried, trial.Unanswered - 1)
        : state with { Credentials = new CredentialLedger(state.Credentials.Trials.Remove(plug)) };

    private static HouseState Withdrawn(HouseState state, PlugId plug, CredentialFingerprint fingerprint) =>
        !state.Credentials.Trials.TryGetValue(plug, out var trial) || trial.Fingerprint != fingerprint || trial.Standing != CredentialStanding.Rejected
            ? state
            : state with { Credentials = new CredentialLedger(state.Credentials.Trials.Remove(plug)) };

    // One plug that refuses a credential keeps it from all others, so a retry of any plug forgives every refusal; still only one
    // plug at a time is tried.
    private static HouseState Retried(HouseState state, PlugsRetried e) => e.Plugs.Aggregate(
        state with { Credentials = state.Credentials.Of(trial => trial.Value.Standing == CredentialStanding.Accepted) },
        (current, id) => WithPlug(current, id, plug => plug with { Forced = plug.Forced + 1, AssignmentRevision = state.Revision }));
}
