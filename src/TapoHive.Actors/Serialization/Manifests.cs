using System.Collections.Frozen;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Serialization;

/// <summary>
/// The short permanent name of everything that is stored or sent. A name that was ever released is never given to another
/// shape: a new shape gets a new name (<c>run-started-2</c>) and the old one an upcaster beside it.
/// </summary>
public static class Manifests
{
    private static readonly FrozenDictionary<Type, string> Names = new Dictionary<Type, string>
    {
        // Stored: the events of a house and its snapshot.
        [typeof(HouseApplied)] = "house-applied",
        [typeof(PlugFound)] = "plug-found",
        [typeof(PlugAdopted)] = "plug-adopted",
        [typeof(PlugRecognised)] = "plug-recognised",
        [typeof(PlugLearnt)] = "plug-learnt",
        [typeof(OutletsLearnt)] = "outlets-learnt",
        [typeof(RunStarted)] = "run-started",
        [typeof(RunSettled)] = "run-settled",
        [typeof(PressesFollowed)] = "presses-followed",
        [typeof(IntentsReleased)] = "intents-released",
        [typeof(IntentsEnded)] = "intents-ended",
        [typeof(StatesObserved)] = "states-observed",
        [typeof(TroubleBegan)] = "trouble-began",
        [typeof(TroubleEnded)] = "trouble-ended",
        [typeof(CredentialTried)] = "credential-tried",
        [typeof(CredentialJudged)] = "credential-judged",
        [typeof(PlugsRetried)] = "plugs-retried",
        [typeof(MaxOnReached)] = "max-on-reached",
        [typeof(TimersArmed)] = "timers-armed",
        [typeof(HouseRolledBack)] = "house-rolled-back",
        [typeof(PlugForgotten)] = "plug-forgotten",
        [typeof(PlugReplaced)] = "plug-replaced",
        [typeof(OccurrencesSkipped)] = "occurrences-skipped",
        [typeof(SchedulesPaused)] = "schedules-paused",
        [typeof(SchedulesResumed)] = "schedules-resumed",
        [typeof(NextOccurrenceSkipped)] = "next-occurrence-skipped",
        [typeof(ScheduleClockCorrected)] = "schedule-clock-corrected",
        [typeof(HouseState)] = "house-state",
        [typeof(RunCompleted)] = "run-completed",
        [typeof(RunPlanned)] = "run-planned",
        [typeof(StepBegan)] = "step-began",
        [typeof(StepEnded)] = "step-ended",
        [typeof(TroublesRaised)] = "troubles-raised",
        [typeof(TroublesCleared)] = "troubles-cleared",
        [typeof(AlertsTold)] = "alerts-told",
        [typeof(ContestSeen)] = "contest-seen",

        // Sent: between houses, plugs, discovery, admission and the gate.
        [typeof(SwitchOutlets)] = "switch",
        [typeof(RunAccepted)] = "run-accepted",
        [typeof(RunProgressed)] = "run-progressed",
        [typeof(ReleaseOutlets)] = "release",
        [typeof(Released)] = "released",
        [typeof(RetryPlugs)] = "retry",
        [typeof(Retrying)] = "retrying",
        [typeof(ApplyHouse)] = "apply",
        [typeof(HouseAccepted)] = "house-accepted",
        [typeof(Refused)] = "refused",
        [typeof(Discover)] = "discover",
        [typeof(Discovered)] = "discovered",
        [typeof(Own)] = "own",
        [typeof(ReportTaken)] = "report-taken",
        [typeof(ReadNow)] = "read-now",
        [typeof(PlugSighted)] = "plug-sighted",
        [typeof(Forget)] = "forget",
        [typeof(CredentialAsked)] = "credential-asked",
        [typeof(CredentialAnswered)] = "credential-answered",
        [typeof(CredentialProven)] = "credential-proven",
        [typeof(CredentialTested)] = "credential-tested",
        [typeof(PlugReported)] = "plug-reported",
        [typeof(Sighted)] = "sighted",
        [typeof(LookFor)] = "look-for",
        [typeof(ProbeFor)] = "probe-for",
        [typeof(ProbeFinished)] = "probe-finished",
        [typeof(RollBackHouse)] = "roll-back",
        [typeof(HouseSettled)] = "house-settled",
        [typeof(AdoptPlugs)] = "adopt-plugs",
        [typeof(Adopting)] = "adopting",
        [typeof(ForgetPlugs)] = "forget-plugs",
        [typeof(Forgotten)] = "forgotten",
        [typeof(PlugsHeld)] = "plugs-held",
        [typeof(ClaimPlugs)] = "claim-plugs",
        [typeof(PlugsClaimed)] = "plugs-claimed",
        [typeof(PlugsContested)] = "plugs-contested",
        [typeof(RunScene)] = "run-scene",
        [typeof(CancelRun)] = "cancel-run",
        [typeof(UndoRun)] = "undo-run",
        [typeof(DecideDue)] = "decide-due",
        [typeof(DueDecided)] = "due-decided",
        [typeof(WarmUp)] = "warm-up",
        [typeof(PauseSchedules)] = "pause-schedules",
        [typeof(ResumeSchedules)] = "resume-schedules",
        [typeof(SkipOccurrence)] = "skip-occurrence",
        [typeof(FireSchedule)] = "fire-schedule",
        [typeof(ScheduleOrdered)] = "schedule-ordered",
        [typeof(AlertsDelivered)] = "alerts-delivered",
        [typeof(TestAlerts)] = "test-alerts",
        [typeof(AlertsTested)] = "alerts-tested",
        [typeof(AlertTest)] = "alert-test",
        [typeof(ReplacePlug)] = "replace",
        [typeof(Replaced)] = "replaced",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Type> Types = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Every type that has a name.</summary>
    public static IEnumerable<Type> All => Names.Keys;

    /// <summary>The name of a type.</summary>
    public static string NameOf(Type type) =>
        Names.TryGetValue(type, out var name) ? name : throw new ArgumentException($"{type.Name} has no manifest; give it one in {nameof(Manifests)}.", nameof(type));

    /// <summary>The type of a name; null where no version of the program knows it.</summary>
    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);
}
