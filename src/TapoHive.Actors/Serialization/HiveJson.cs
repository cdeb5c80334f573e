using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Serialization;

/// <summary>How everything that is stored or crosses an actor system's border is written: plain JSON, readable in the journal.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(TextConverter<HouseName>), typeof(TextConverter<PlugName>), typeof(TextConverter<PlugId>), typeof(TextConverter<OutletName>),
        typeof(TextConverter<AccountName>), typeof(TextConverter<Mac>), typeof(TextConverter<DeviceId>), typeof(TextConverter<DiscoveryId>),
        typeof(TextConverter<OwnerHash>), typeof(TextConverter<PlugAddress>), typeof(TextConverter<Origin>), typeof(TextConverter<RunId>),
        typeof(TextConverter<CredentialFingerprint>), typeof(TextConverter<SceneName>), typeof(TextConverter<DiscoveryTarget>), typeof(OutletSlotConverter),
        typeof(TextConverter<ScheduleName>), typeof(TextConverter<CalendarName>), typeof(TextConverter<Moment>), typeof(TextConverter<DateRange>),
        typeof(TextConverter<OccurrenceKey>), typeof(TextConverter<RunOccurrence>), typeof(TextConverter<TroubleKey>), typeof(TextConverter<TraceContext>),
        typeof(InstantConverter), typeof(DurationConverter), typeof(AddressConverter), typeof(LocalTimeConverter),
    ])]
[JsonSerializable(typeof(HouseApplied))]
[JsonSerializable(typeof(PlugFound))]
[JsonSerializable(typeof(PlugAdopted))]
[JsonSerializable(typeof(PlugRecognised))]
[JsonSerializable(typeof(PlugLearnt))]
[JsonSerializable(typeof(OutletsLearnt))]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(RunSettled))]
[JsonSerializable(typeof(PressesFollowed))]
[JsonSerializable(typeof(IntentsReleased))]
[JsonSerializable(typeof(IntentsEnded))]
[JsonSerializable(typeof(StatesObserved))]
[JsonSerializable(typeof(TroubleBegan))]
[JsonSerializable(typeof(TroubleEnded))]
[JsonSerializable(typeof(CredentialTried))]
[JsonSerializable(typeof(CredentialJudged))]
[JsonSerializable(typeof(PlugsRetried))]
[JsonSerializable(typeof(MaxOnReached))]
[JsonSerializable(typeof(TimersArmed))]
[JsonSerializable(typeof(HouseState))]
[JsonSerializable(typeof(OutletStanding))]
[JsonSerializable(typeof(SwitchOutlets))]
[JsonSerializable(typeof(RunAccepted))]
[JsonSerializable(typeof(RunProgressed))]
[JsonSerializable(typeof(ReleaseOutlets))]
[JsonSerializable(typeof(Released))]
[JsonSerializable(typeof(RetryPlugs))]
[JsonSerializable(typeof(Retrying))]
[JsonSerializable(typeof(ApplyHouse))]
[JsonSerializable(typeof(HouseAccepted))]
[JsonSerializable(typeof(Refused))]
[JsonSerializable(typeof(Discover))]
[JsonSerializable(typeof(Discovered))]
[JsonSerializable(typeof(Own))]
[JsonSerializable(typeof(ReportTaken))]
[JsonSerializable(typeof(ReadNow))]
[JsonSerializable(typeof(PlugSighted))]
[JsonSerializable(typeof(Forget))]
[JsonSerializable(typeof(CredentialAsked))]
[JsonSerializable(typeof(CredentialAnswered))]
[JsonSerializable(typeof(CredentialProven))]
[JsonSerializable(typeof(CredentialTested))]
[JsonSerializable(typeof(PlugReported))]
[JsonSerializable(typeof(Sighted))]
[JsonSerializable(typeof(LookFor))]
[JsonSerializable(typeof(ProbeFor))]
[JsonSerializable(typeof(ProbeFinished))]
[JsonSerializable(typeof(HouseRolledBack))]
[JsonSerializable(typeof(RollBackHouse))]
[JsonSerializable(typeof(HouseSettled))]
[JsonSerializable(typeof(PlugForgotten))]
[JsonSerializable(typeof(AdoptPlugs))]
[JsonSerializable(typeof(Adopting))]
[JsonSerializable(typeof(ForgetPlugs))]
[JsonSerializable(typeof(Forgotten))]
[JsonSerializable(typeof(PlugsHeld))]
[JsonSerializable(typeof(ClaimPlugs))]
[JsonSerializable(typeof(PlugsClaimed))]
[JsonSerializable(typeof(PlugsContested))]
[JsonSerializable(typeof(RunCompleted))]
[JsonSerializable(typeof(RunPlanned))]
[JsonSerializable(typeof(PlannedStep.Switch), TypeInfoPropertyName = "PlannedSwitch")]
[JsonSerializable(typeof(PlannedStep.Wait), TypeInfoPropertyName = "PlannedWait")]
[JsonSerializable(typeof(StepBegan))]
[JsonSerializable(typeof(StepEnded))]
[JsonSerializable(typeof(RunScene))]
[JsonSerializable(typeof(CancelRun))]
[JsonSerializable(typeof(UndoRun))]
[JsonSerializable(typeof(OccurrencesSkipped))]
[JsonSerializable(typeof(SchedulesPaused))]
[JsonSerializable(typeof(SchedulesResumed))]
[JsonSerializable(typeof(NextOccurrenceSkipped))]
[JsonSerializable(typeof(ScheduleClockCorrected))]
[JsonSerializable(typeof(DecideDue))]
[JsonSerializable(typeof(DueDecided))]
[JsonSerializable(typeof(WarmUp))]
[JsonSerializable(typeof(PauseSchedules))]
[JsonSerializable(typeof(ResumeSchedules))]
[JsonSerializable(typeof(SkipOccurrence))]
[JsonSerializable(typeof(FireSchedule))]
[JsonSerializable(typeof(ScheduleOrdered))]
[JsonSerializable(typeof(TroublesRaised))]
[JsonSerializable(typeof(TroublesCleared))]
[JsonSerializable(typeof(AlertsTold))]
[JsonSerializable(typeof(ContestSeen))]
[JsonSerializable(typeof(AlertsDelivered))]
[JsonSerializable(typeof(TestAlerts))]
[JsonSerializable(typeof(AlertsTested))]
[JsonSerializable(typeof(AlertTest))]
[JsonSerializable(typeof(PlugReplaced))]
[JsonSerializable(typeof(ReplacePlug))]
[JsonSerializable(typeof(Replaced))]
public sealed partial class HiveJson : JsonSerializerContext
{
    /// <summary>As the default, with quotes and umlauts as they are: people read the journal too.</summary>
    public static HiveJson Readable => AsPeopleRead.Context;

    // A class of its own, so that it is made after Default, whose file the compiler writes.
    private static class AsPeopleRead
    {
        public static HiveJson Context { get; } = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
