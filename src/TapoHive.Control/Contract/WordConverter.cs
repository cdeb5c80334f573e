using System.Text.Json;
using System.Text.Json.Serialization;

namespace TapoHive.Control.Contract;

/// <summary>Writes a member of an enumeration as a word in kebab case: <c>on</c>, <c>manual</c>, <c>klap1</c>.</summary>
public sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
