using System.Text.Json.Serialization;

namespace TapoHive.Daemon.Storage;

/// <summary>What is JSON inside a database: lists that travel into a statement, and what is remembered of meters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(MeterRow))]
internal sealed partial class DaemonJson : JsonSerializerContext;
