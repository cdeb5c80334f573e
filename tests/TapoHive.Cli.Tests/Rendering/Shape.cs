using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Tests.Rendering;

/// <summary>The shape of a value of the contract, in the notation of docs/json.md.</summary>
internal static class Shape
{
    public static string Of(Type type)
    {
        var text = new StringBuilder();
        Write(type, null, text, "");
        return text.ToString();
    }

    /// <summary>Every path of a shape, such as <c>outlets[].problem.code</c>.</summary>
    public static IEnumerable<string> Paths(Type type, string at = "")
    {
        yield return at;
        var info = Info(type);
        var inner = info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => Paths(info.ElementType!, at + "[]"),
            JsonTypeInfoKind.Object => info.Properties.Where(IsWritten).SelectMany(property => Paths(property.PropertyType, $"{at}.{property.Name}")),
            _ => [],
        };
        foreach (var path in inner)
        {
            yield return path;
        }
    }

    private static void Write(Type type, JsonPropertyInfo? property, StringBuilder text, string indent)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var info = Info(plain);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Enumerable:
                text.Append("[ ");
                Write(info.ElementType!, null, text, indent);
                text.Append(" ]");
                break;
            case JsonTypeInfoKind.Object:
                text.Append("{\n");
                foreach (var inner in info.Properties.Where(IsWritten))
                {
                    text.Append($"{indent}  \"{inner.Name}\"{(IsLeftOut(inner) ? "?" : "")}: ");
                    Write(inner.PropertyType, inner, text, indent + "  ");
                    text.Append(",\n");
                }

                text.Remove(text.Length - 2, 1).Append($"{indent}}}");
                break;
            default:
                text.Append(Word(plain, property));
                break;
        }

        if (property is { IsGetNullable: true } && !IsLeftOut(property))
        {
            text.Append(" | null");
        }
    }

    private static string Word(Type type, JsonPropertyInfo? property) =>
        type.IsEnum ? string.Join(" | ", Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(value => Name(Enum.ToObject(type, value), property)))
        : type == typeof(bool) ? "boolean"
        : type == typeof(string) ? "string"
        : type == typeof(Instant) || type == typeof(DateTimeOffset) ? "time"
        : type.IsPrimitive || type == typeof(decimal) ? "number"
        : throw new InvalidOperationException($"No word for {type}.");

    private static string Name(object value, JsonPropertyInfo? property) => property?.CustomConverter is not null
        ? $"\"{value}\""
        : System.Text.Json.JsonSerializer.Serialize(value, Info(value.GetType()));

    private static bool IsWritten(JsonPropertyInfo property) => Ignoring(property) != JsonIgnoreCondition.Always;

    // What is left out where there is nothing to say.
    private static bool IsLeftOut(JsonPropertyInfo property) =>
        Ignoring(property) is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault;

    private static JsonIgnoreCondition Ignoring(JsonPropertyInfo property) =>
        (property.AttributeProvider as MemberInfo)?.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition ?? JsonIgnoreCondition.Never;

    private static JsonTypeInfo Info(Type type) => ContractJson.Default.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
}
