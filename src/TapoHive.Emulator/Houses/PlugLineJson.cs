using System.Text.Json.Serialization;

namespace TapoHive.Emulator.Houses;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlugLine))]
internal sealed partial class PlugLineJson : JsonSerializerContext;
