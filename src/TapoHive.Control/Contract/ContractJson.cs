using System.Text.Json.Serialization;
using TapoHive.Control.Keys;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plans;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;

namespace TapoHive.Control.Contract;

/// <summary>The JSON contract of the command line (DESIGN section 7), generated at build time: no reflection, no surprise.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = false,
    Converters =
    [
        typeof(InstantConverter),
        typeof(WordConverter<PowerState>),
        typeof(WordConverter<Layer>),
        typeof(WordConverter<Transport>),
        typeof(WordConverter<RunOutcome>),
        typeof(WordConverter<OutletOutcome>),
        typeof(WordConverter<StorageHealth>),
        typeof(WordConverter<SightedOwner>),
        typeof(WordConverter<FailurePolicy>),
        typeof(WordConverter<SceneChange>),
        typeof(WordConverter<ChangeKind>),
        typeof(WordConverter<FiringChangeKind>),
        typeof(WordConverter<Verdict>),
        typeof(WordConverter<OperatorRole>),
        typeof(WordConverter<EnergyScale>),
        typeof(WordConverter<EnergyFate>),
    ])]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(OutletStatus))]
[JsonSerializable(typeof(OutletStatus[]))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(ReleaseReport))]
[JsonSerializable(typeof(RetryReport))]
[JsonSerializable(typeof(AlertTestReport))]
[JsonSerializable(typeof(WhyReport))]
[JsonSerializable(typeof(DiscoverReport))]
[JsonSerializable(typeof(PlanReport))]
[JsonSerializable(typeof(ApplyReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(AdoptReport))]
[JsonSerializable(typeof(ForgetReport))]
[JsonSerializable(typeof(HistoryReport))]
[JsonSerializable(typeof(PastReport))]
[JsonSerializable(typeof(SchedulesReport))]
[JsonSerializable(typeof(FiringsReport))]
[JsonSerializable(typeof(SimulationReport))]
[JsonSerializable(typeof(ScheduleOrderReport))]
[JsonSerializable(typeof(ScenesReport))]
[JsonSerializable(typeof(SceneReport))]
[JsonSerializable(typeof(RunsReport))]
[JsonSerializable(typeof(InitReport))]
[JsonSerializable(typeof(UpReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(OperatorsReport))]
[JsonSerializable(typeof(OperatorGrant))]
[JsonSerializable(typeof(RevokeReport))]
[JsonSerializable(typeof(KeyReport))]
[JsonSerializable(typeof(ContextsReport))]
[JsonSerializable(typeof(ContextReport))]
[JsonSerializable(typeof(SettingsReport))]
[JsonSerializable(typeof(BackupReport))]
[JsonSerializable(typeof(EnergyReport))]
[JsonSerializable(typeof(ReplaceReport))]
public sealed partial class ContractJson : JsonSerializerContext;
