using System.Text.Json.Serialization;

namespace TapoHive.Emulator.Control;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(ControlGuide))]
[JsonSerializable(typeof(FaultWish))]
[JsonSerializable(typeof(ShownPlugs))]
[JsonSerializable(typeof(ShownEnergy))]
[JsonSerializable(typeof(ShownMovements))]
[JsonSerializable(typeof(ShownRequests))]
internal sealed partial class ControlJson : JsonSerializerContext;
