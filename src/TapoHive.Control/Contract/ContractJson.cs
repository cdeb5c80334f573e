using System.Text.Json.Serialization;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

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
    ])]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(OutletStatus))]
[JsonSerializable(typeof(OutletStatus[]))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(ReleaseReport))]
[JsonSerializable(typeof(RetryReport))]
[JsonSerializable(typeof(WhyReport))]
[JsonSerializable(typeof(DiscoverReport))]
[JsonSerializable(typeof(AdoptReport))]
[JsonSerializable(typeof(ForgetReport))]
public sealed partial class ContractJson : JsonSerializerContext;
