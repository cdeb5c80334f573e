using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Domain.History;

/// <summary>
/// Turns what happened to a house into lines of its history. Pure, and complete: an outlet whose standing an event changes is
/// named in one of the lines of that event. Each kind of event has its words here; one without them is an error that a test finds.
/// </summary>
public static class HouseHistory
{
    private static readonly Origin Plug = new("plug");
    private static readonly Origin Discovery = new("discovery");

    /// <summary>The lines that an event is worth.</summary>
    /// <param name="before">The house before it.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="after">The house after it.</param>
    /// <exception cref="NotSupportedException">This kind of event has no words yet.</exception>
    public static ImmutableArray<HistoryEntry> Of(HouseState before, HouseEvent happened, HouseState after) => happened switch
    {
        HouseApplied e => [OfHouse(after, e.At, HistoryWhat.Applied, $"{after.Revision}", e.By ?? Origin.House, null, e.Source), .. Everywhere(before, after, e.At, Origin.House)],
        HouseRolledBack e => [OfHouse(after, e.At, HistoryWhat.RolledBack, $"{after.Revision}", e.By), .. Everywhere(before, after, e.At, e.By)],
        PlugFound e => [OfPlug(after, e.Plug, e.At, HistoryWhat.Found, null, e.Address.ToString(), e.By ?? Discovery), .. Outlets(before, after, e.At, e.By ?? Discovery, e.Plug)],
        PlugForgotten e => [.. Outlets(before, after, e.At, e.Origin, e.Plug)],
        PlugAdopted e => [.. Outlets(before, after, e.At, Discovery, e.Plug)],
        PlugRecognised e => [.. Outlets(before, after, e.At, Discovery, e.Found, e.Listed)],
        PlugLearnt e => [.. Learnt(before, e, after)],
        OutletsLearnt e => [.. Outlets(before, after, e.At, Plug, e.Plug)],
        RunStarted e => [.. e.Intents.Select(it => OfOutlet(
            before, after, new OutletKey(it.Plug, it.Slot), e.At, HistoryWhat.Intent, it.Wanted, e.Origin, new RunId(after.Revision), WithWhat(e.Verb, e.Scene)))],
        RunPlanned e => [OfHouse(after, e.At, HistoryWhat.Run, e.Scene.Value, e.Origin, new RunId(after.Revision), e.Verb)],
        StepBegan e => [.. e.Intents.Select(it => OfOutlet(
            before, after, new OutletKey(it.Plug, it.Slot), e.At, HistoryWhat.Intent, it.Wanted, e.Origin, e.Run,
            before.OpenRuns.GetValueOrDefault(e.Run) is { } run ? WithWhat(run.Verb, run.Scene) : null))],
        StepEnded e => [.. Unproven(e.At, e.Run, e.Outlets, after)],
        RunSettled e =>
        [
            .. before.OpenRuns.GetValueOrDefault(e.Run.Id) is { Plan: not null } ? [] : Unproven(e.At, e.Run.Id, e.Run.Outlets, after),
            .. Everywhere(before, after, e.At, before.OpenRuns.GetValueOrDefault(e.Run.Id)?.Origin ?? Plug),
        ],
        RunCompleted e => [.. Proven(e, after), .. Everywhere(before, after, e.At, before.PastRuns?.GetValueOrDefault(e.Run)?.Run.Origin ?? Plug)],
        PressesFollowed e => [.. e.Presses.Select(it => OfOutlet(
            before, after, new OutletKey(it.Plug, it.Slot), it.At, HistoryWhat.Press, it.State, it.Origin ?? Origin.Press))],
        IntentsReleased e => [.. e.Outlets.Select(key => OfOutlet(before, after, key, e.At, HistoryWhat.Released, Wanted(after, key), e.Origin))],
        IntentsEnded e => [.. e.Intents.Select(it => Ended(before, it, after, e.At))],
        StatesObserved e => [.. e.States.Select(it => Observed(before, it, after))],
        MaxOnReached e => [.. e.Outlets.Select(it => new OutletKey(it.Plug, it.Slot)).Select(key => OfOutlet(
            before, after, key, e.At, HistoryWhat.MaxOn, Wanted(after, key), Origin.MaxOn))],
        TimersArmed => [], // how an end is made sure of; the end itself is told
        TroubleBegan e => [Trouble(before, after, e.Plug, e.Slot, e.At, HistoryWhat.Problem, new PlugProblem(e.Kind, e.Message, e.At))],
        TroubleEnded e => [Trouble(before, after, e.Plug, e.Slot, e.At, HistoryWhat.Healed, null)],
        PlugReplaced e =>
        [
            OfPlug(after, e.Plug, e.At, HistoryWhat.Replaced, e.Old?.ToString(), e.Mac.ToString(), e.Origin),
            .. Outlets(before, after, e.At, e.Origin, e.Successor is { } gone ? [e.Plug, gone] : [e.Plug]),
        ],
        OccurrencesSkipped or SchedulesPaused or SchedulesResumed or NextOccurrenceSkipped or ScheduleClockCorrected =>
            [.. ScheduleHistory.Of(happened, after), .. Everywhere(before, after, happened.At, ScheduleHistory.OriginOf(happened))],
        CredentialTried or CredentialJudged { Standing: CredentialStanding.Unsent } => [],
        CredentialJudged e => [OfPlug(after, e.Plug, e.At, HistoryWhat.Account, null, WordOf(e.Standing), Plug)],
        PlugsRetried e => [.. e.Plugs.Select(plug => OfPlug(after, plug, e.At, HistoryWhat.Retried, null, null, e.Origin))],
        TroublesRaised or TroublesCleared => [], // the trouble itself is told
        AlertsTold e => [OfHouse(after, e.At, HistoryWhat.Told, e.Channel.ToString().ToLowerInvariant(), Origin.House)],
        ContestSeen { Slot: { } slot } e => [OfOutlet(before, after, new OutletKey(e.Plug, slot), e.At, HistoryWhat.Contested, null, Plug, null, "something keeps switching it against the house")],
        ContestSeen e => [OfPlug(after, e.Plug, e.At, HistoryWhat.Contested, null, "another client takes its session", Plug)],
        _ => throw new NotSupportedException($"History has no words for {happened.GetType().Name}."),
    };

    private static string WordOf(CredentialStanding standing) => standing switch
    {
        CredentialStanding.Accepted => "accepted",
        CredentialStanding.Withdrawn => "rejected by another device",
        _ => "rejected",
    };

    /// <summary>The outlets whose standing an event changed, each with how it stands since when; nothing for one that left.</summary>
    public static IEnumerable<(OutletKey Key, OutletStanding? Standing, Instant Since)> Changes(
        HouseState before, ImmutableArray<HistoryEntry> entries, HouseState after)
    {
        foreach (var told in entries.SelectMany(entry => Keys(before, entry, after).Select(key => (Key: key, entry.At))).GroupBy(told => told.Key, told => told.At))
        {
            var standing = OutletStanding.Of(after, told.Key);
            if (standing != OutletStanding.Of(before, told.Key))
            {
                yield return (told.Key, standing, told.Max());
            }
        }
    }

    private static IEnumerable<OutletKey> Keys(HouseState before, HistoryEntry entry, HouseState after) => entry switch
    {
        { Plug: { } plug, Slot: { } slot } => [new OutletKey(plug, slot)],
        { Plug: { } plug } => KeysOf(before, plug).Concat(KeysOf(after, plug)),
        _ => [],
    };

    private static IEnumerable<OutletKey> KeysOf(HouseState state, PlugId plug) =>
        state.Plugs.TryGetValue(plug, out var record) ? record.Outlets.Keys.Select(slot => new OutletKey(plug, slot)) : [];

    private static IEnumerable<HistoryEntry> Everywhere(HouseState before, HouseState after, Instant at, Origin origin) =>
        ReferenceEquals(before.Plugs, after.Plugs) ? [] : Outlets(before, after, at, origin, [.. before.Plugs.Keys.Concat(after.Plugs.Keys).Distinct()
            .Where(plug => !ReferenceEquals(before.Plugs.GetValueOrDefault(plug), after.Plugs.GetValueOrDefault(plug)))]);

    /// <summary>What became of the outlets of plugs: who joined, left, got another name or another intent.</summary>
    private static IEnumerable<HistoryEntry> Outlets(HouseState before, HouseState after, Instant at, Origin origin, params PlugId[] plugs)
    {
        foreach (var key in plugs.SelectMany(plug => KeysOf(before, plug).Concat(KeysOf(after, plug))).Distinct())
        {
            var (was, now) = (OutletStanding.Of(before, key), OutletStanding.Of(after, key));
            if (was is null && now is not null)
            {
                yield return Line(key, now, HistoryWhat.Joined, null, null);
            }
            else if (was is not null && now is null)
            {
                yield return Line(key, was, HistoryWhat.Left, null, null);
                continue;
            }
            else if (was is not null && was.Name != now!.Name)
            {
                yield return Line(key, now, HistoryWhat.Renamed, was.Name.Value, now.Name.Value);
            }

            if (now!.Intents != (was?.Intents ?? IntentSlots.Empty))
            {
                yield return Line(key, now, HistoryWhat.Intent, was?.Intents.Top?.Wanted.Word(), now.Intents.Top?.Wanted.Word());
            }
            else if (was is not null && was.Name == now.Name && was != now)
            {
                yield return Line(key, now, now.Problem is null ? HistoryWhat.Healed : HistoryWhat.Problem, was.Problem?.Code, now.Problem?.Code);
            }
        }

        HistoryEntry Line(OutletKey key, OutletStanding standing, string what, string? from, string? to) =>
            new(at, key.Plug, key.Slot, standing.Name.Value, what, from, to, origin);
    }

    private static IEnumerable<HistoryEntry> Learnt(HouseState before, PlugLearnt e, HouseState after)
    {
        var known = before.Plugs.GetValueOrDefault(e.Plug);
        if (e.Address is { } address)
        {
            yield return OfPlug(after, e.Plug, e.At, HistoryWhat.Moved, known?.Address?.ToString(), address.ToString(), Discovery);
        }

        if (e.Offer is { } offer && known?.Offer is { } spoken && spoken.Transport != offer.Transport)
        {
            yield return OfPlug(after, e.Plug, e.At, HistoryWhat.Transport, Word(spoken.Transport), Word(offer.Transport), Plug);
        }

        static string Word(Transport transport) => transport.ToString().ToLowerInvariant();
    }

    private static IEnumerable<HistoryEntry> Unproven(Instant at, RunId run, ImmutableArray<OutletEvidence> outlets, HouseState after)
    {
        foreach (var outlet in outlets.Where(outlet => outlet.Outcome == OutletOutcome.Failed))
        {
            if (after.OutletsByName.TryGetValue(outlet.Name, out var key))
            {
                yield return new HistoryEntry(
                    outlet.At ?? at, key.Plug, key.Slot, outlet.Name.Value, HistoryWhat.NotConverged, null, outlet.Wanted.Word(),
                    new Origin(outlet.Problem?.Code ?? "unknown"), run, outlet.Problem?.Message);
            }
        }
    }

    private static IEnumerable<HistoryEntry> Proven(RunCompleted e, HouseState after)
    {
        foreach (var outlet in e.Outlets)
        {
            if (after.OutletsByName.TryGetValue(outlet.Name, out var key))
            {
                yield return new HistoryEntry(
                    outlet.At ?? e.At, key.Plug, key.Slot, outlet.Name.Value, HistoryWhat.Completed, null, outlet.Wanted.Word(), Plug, e.Run);
            }
        }
    }

    private static HistoryEntry Ended(HouseState before, EndedIntent ended, HouseState after, Instant at)
    {
        var key = new OutletKey(ended.Plug, ended.Slot);
        var whose = OutletStanding.Of(before, key)?.Intents[ended.Layer]?.Origin ?? new Origin("unknown");
        return OfOutlet(before, after, key, at, HistoryWhat.Ended, Wanted(after, key), Origin.EndOf(whose));
    }

    // The run that a reading proves is the one of the intent that decides.
    private static HistoryEntry Observed(HouseState before, StateObserved seen, HouseState after)
    {
        var key = new OutletKey(seen.Plug, seen.Slot);
        var record = before.Plugs.GetValueOrDefault(seen.Plug)?.Outlets.GetValueOrDefault(seen.Slot);
        var run = record?.Intents.Top is { } top && top.Origin.Value == seen.Cause
            ? top.Run ?? (before.OpenRuns.ContainsKey(new RunId(record.DesiredRevision)) ? new RunId(record.DesiredRevision) : null)
            : null;
        return new HistoryEntry(
            seen.At, seen.Plug, seen.Slot, NameOf(before, after, key), HistoryWhat.Observed, record?.Observed?.State.Word(), seen.State.Word(),
            new Origin(seen.Cause), run);
    }

    private static HistoryEntry Trouble(
        HouseState before, HouseState after, PlugId plug, OutletSlot? slot, Instant at, string what, PlugProblem? problem)
    {
        var record = before.Plugs.GetValueOrDefault(plug);
        var known = slot is { } of ? record?.Outlets.GetValueOrDefault(of)?.Problem : record?.Problem;
        var name = slot is { } named ? NameOf(before, after, new OutletKey(plug, named)) : PlugNameOf(after, plug);
        return new HistoryEntry(at, plug, slot, name, what, known?.Code, problem?.Code, Plug, null, problem?.Message);
    }

    private static HistoryEntry OfOutlet(
        HouseState before,
        HouseState after,
        OutletKey key,
        Instant at,
        string what,
        PowerState? to,
        Origin origin,
        RunId? run = null,
        string? detail = null) =>
        new(at, key.Plug, key.Slot, NameOf(before, after, key), what, Wanted(before, key)?.Word(), to?.Word(), origin, run, detail);

    internal static HistoryEntry OfHouse(
        HouseState after, Instant at, string what, string? to, Origin origin, RunId? run = null, string? detail = null) =>
        new(at, null, null, after.Definition?.Name.Value ?? "house", what, null, to, origin, run, detail);

    private static string WithWhat(string verb, Scenes.SceneName? scene) => scene is { } named ? $"scene {named}" : verb;

    private static HistoryEntry OfPlug(HouseState after, PlugId plug, Instant at, string what, string? from, string? to, Origin origin) =>
        new(at, plug, null, PlugNameOf(after, plug), what, from, to, origin);

    private static PowerState? Wanted(HouseState state, OutletKey key) => OutletStanding.Of(state, key)?.Intents.Top?.Wanted;

    private static string NameOf(HouseState before, HouseState after, OutletKey key) =>
        (OutletStanding.Of(after, key) ?? OutletStanding.Of(before, key))?.Name.Value ?? PlugNameOf(after, key.Plug);

    private static string PlugNameOf(HouseState state, PlugId plug) => state.Plugs.GetValueOrDefault(plug)?.Name.Value ?? plug.Value;
}
