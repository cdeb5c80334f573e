using System.Text.Json.Serialization;

namespace TapoHive.Control.Keys;

/// <summary>How key files, the registry and the gate's address are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(OperatorKey))]
[JsonSerializable(typeof(OperatorRegistry))]
[JsonSerializable(typeof(GateAddress))]
internal sealed partial class KeyJson : JsonSerializerContext;
