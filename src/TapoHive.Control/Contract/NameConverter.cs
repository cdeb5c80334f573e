using System.Text.Json.Serialization;

namespace TapoHive.Control.Contract;

/// <summary>Writes a member of an enumeration by its own name, as the state machine of a session is spelt.</summary>
public sealed class NameConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
