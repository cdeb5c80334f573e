using System.Text.Json.Serialization;

namespace TapoHive.Daemon.Storage;

/// <summary>Lists that travel into a statement as JSON.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class DaemonJson : JsonSerializerContext;
